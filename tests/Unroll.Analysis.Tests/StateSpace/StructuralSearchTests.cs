using Unroll.Analysis.StateSpace;

namespace Unroll.Analysis.Tests.StateSpace;

/// <summary>The choice of level and season, on series of which they are known.</summary>
public class StructuralSearchTests
{
    private const int Series = 10;

    /// <summary>
    /// At least eight of ten are told right; a slope that walks may look like a level's, so that it is asked for a long series.
    /// </summary>
    [Theory]
    [InlineData("noise", 60, typeof(LocalLevel), false)]
    [InlineData("walk", 60, typeof(LocalLevel), false)]
    [InlineData("line", 60, typeof(LocalLinearTrend), false)]
    [InlineData("slope", 240, typeof(LocalLinearTrend), false)]
    [InlineData("noise and season", 60, typeof(LocalLevel), true)]
    [InlineData("walk and season", 60, typeof(LocalLevel), true)]
    [InlineData("line and season", 60, typeof(LocalLinearTrend), true)]
    public void Level_and_season_are_found(string kind, int count, Type level, bool isSeasonal)
    {
        StructuralModel[] chosen = [.. Enumerable.Range(0, Series).Select(seed => StructuralSearch.Choose(Values(kind, count, seed), 12))];

        Assert.True(chosen.Count(model => model.Components[0].GetType() == level) >= Series - 2, Told(chosen));
        Assert.True(chosen.Count(model => model.Components.OfType<DummySeasonal>().Any() == isSeasonal) >= Series - 1, Told(chosen));
    }

    /// <summary>A season of many rows is made up of waves, and a long series is looked at in its last rows.</summary>
    [Fact]
    public void Long_seasons_are_waves()
    {
        Random random = new(3);
        double[] values = [.. Enumerable.Range(0, 4000).Select(t => (5 * Math.Sin(2 * Math.PI * t / 96)) + random.NextDouble())];
        StructuralModel model = StructuralSearch.Choose(values, 96);

        Assert.Equal(96, Assert.IsType<TrigonometricSeasonal>(model.Components[1]).Period);
    }

    /// <summary>What is given stays, and gaps are passed over.</summary>
    [Fact]
    public void Further_components_are_in_every_candidate()
    {
        double[] values = Values("noise", 80, 1), wave = [.. Enumerable.Range(0, 80).Select(t => Math.Cos(0.7 * t))];
        double[] explained = [.. values.Select((value, t) => t is > 20 and < 30 ? double.NaN : value + (10 * wave[t]))];
        StructuralModel model = StructuralSearch.Choose(explained, 1, [new Regression(["wave"], [wave])]);

        Assert.IsType<LocalLevel>(model.Components[0]);
        Assert.Equal(10, model.Fit(explained).Coefficients[0].Estimate, 0.6);
    }

    [Fact]
    public void A_series_too_short_for_any_is_refused() =>
        Assert.Contains("need at least", Assert.Throws<InputException>(() => StructuralSearch.Choose([1, 2, 3], 12)).Message);

    private static string Told(IEnumerable<StructuralModel> models) => string.Join(
        "; ", models.Select(model => string.Join(" + ", model.Components.Select(component => component.Name))));

    private static double[] Values(string kind, int count, int seed)
    {
        Random random = new(100 + seed);
        double[] season = [.. Enumerable.Range(0, 12).Select(_ => 3 * Normal(random))], values = new double[count];
        double level = 10, slope = 0.1;
        for (int t = 0; t < count; t++)
        {
            slope += kind.StartsWith("slope", StringComparison.Ordinal) ? 0.05 * Normal(random) : 0;
            level += kind.StartsWith("walk", StringComparison.Ordinal) ? 0.5 * Normal(random)
                : kind.StartsWith("line", StringComparison.Ordinal) ? 0.3
                : kind.StartsWith("slope", StringComparison.Ordinal) ? slope : 0;
            values[t] = level + Normal(random) + (kind.EndsWith("season", StringComparison.Ordinal) ? season[t % 12] : 0);
        }

        return values;
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
