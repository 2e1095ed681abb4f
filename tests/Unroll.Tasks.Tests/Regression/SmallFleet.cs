using Unroll.Series.Frames;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Tests.Regression;

/// <summary>Small sets of series with numbers to predict, and recipes for them.</summary>
internal static class SmallFleet
{
    public const string Text = """
        name: small
        task: regress
        data: {file: fleet.csv, id: engine, target: left, channels: [sensor], unit: flights}
        split: {train: 0.6, validation: 0.2, test: 0.2}
        model:
          - gru: 6
          - dense: 1
        train: {epochs: 30, batch-size: 8, learning-rate: 0.02}
        """;

    public static Recipe Recipe(string text = Text) => RecipeReader.Parse(text, "small.yaml");

    /// <summary>
    /// Series of unequal length whose target depends on level and slope; <c>double</c> is a second target, twice the first plus 10.
    /// </summary>
    public static SeriesSet Engines(int count = 80, ulong seed = 1)
    {
        RandomStream random = new(seed);
        List<SeriesItem> items = [];
        for (int i = 0; i < count; i++)
        {
            int length = 6 + random.NextInt32(7);
            double level = random.NextNormal(), slope = random.NextNormal(), left = Math.Round(1000 + (40 * level * slope) + (60 * slope));
            double[] sensor = [.. Enumerable.Range(0, length).Select(t => level + (0.2 * slope * t) + (0.02 * random.NextNormal()))];
            double[] target = [.. Enumerable.Repeat(left, length)];
            items.Add(new SeriesItem(
                $"e{i + 1}", new Frame(TimeIndex.Numbered(length), ["sensor", "left", "double"],
                    [sensor, target, [.. target.Select(value => (2 * value) + 10)]])));
        }

        return new SeriesSet(items);
    }
}
