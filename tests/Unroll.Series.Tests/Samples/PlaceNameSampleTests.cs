using Unroll.Series.Samples;

namespace Unroll.Series.Tests.Samples;

public class PlaceNameSampleTests
{
    [Fact]
    public void All_names_differ_follow_the_pattern_and_come_again_by_the_same_seed()
    {
        IReadOnlyList<string> names = PlaceNameSample.Create();

        Assert.Equal(3000, names.Distinct().Count());
        Assert.All(names, name => Assert.Matches(PlaceNameSample.Pattern, name));
        Assert.DoesNotMatch(PlaceNameSample.Pattern, "Brookbrook");
        Assert.Equal(names.Take(100), PlaceNameSample.Create(100));
        Assert.NotEqual(names.Take(100), PlaceNameSample.Create(100, seed: 2));
    }

    [Fact]
    public void The_recipe_of_the_example_has_the_pattern() => Assert.Contains(
        $"valid: \"{PlaceNameSample.Pattern}\"", File.ReadAllText(Repository.PathOf("examples", "place-names.yaml")),
            StringComparison.Ordinal);
}
