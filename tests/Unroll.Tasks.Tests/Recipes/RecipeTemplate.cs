namespace Unroll.Tasks.Tests.Recipes;

/// <summary>Recipes to change a line of.</summary>
internal static class RecipeTemplate
{
    public const string Small = """
        name: small
        data:
          file: series.csv
          target: load
        window: {length: 7, horizon: 1}
        split: {train: 0.6, validation: 0.2, test: 0.2}
        model:
          - lstm: 4
          - dense: 1
        train:
          epochs: 2
        """;

    public static string With(string line, string instead)
    {
        Assert.Contains(line, Small, StringComparison.Ordinal);
        return Small.Edit(line, instead);
    }
}
