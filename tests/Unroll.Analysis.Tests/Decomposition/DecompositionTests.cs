using Unroll.Analysis.Decomposition;

namespace Unroll.Analysis.Tests.Decomposition;

public class DecompositionTests
{
    [RealDataFact]
    public void The_classical_decomposition_is_that_of_statsmodels()
    {
        AnalysisCase reference = AnalysisCase.Named("classical-decomposition-airline");
        SeriesDecomposition parts = ClassicalDecomposition.Decompose(RealSeries.Airline, 12, isMultiplicative: true);

        Near.Equal(reference.Values("seasonal12"), [.. parts.Seasons[0].Values.Take(12)], 1e-12);
        Near.Equal(reference.Values("trend"), parts.Trend, 1e-12);
    }

    [RealDataFact]
    public void Stl_is_that_of_statsmodels() => HoldsStl("stl-airline", isRobust: false);

    [RealDataFact]
    public void Robust_stl_is_that_of_statsmodels() => HoldsStl("stl-airline-robust", isRobust: true);

    [RealDataFact]
    public void Mstl_is_that_of_statsmodels()
    {
        AnalysisCase reference = AnalysisCase.Named("mstl-taxi");
        SeriesDecomposition parts = Mstl.Decompose(RealSeries.Taxi.AsSpan(..1008), [336, 48]);

        Near.Equal(reference.Values("trendFirst20"), [.. parts.Trend.Take(20)], 1e-8);
        double[][] seasons = reference.ValueRows("seasonalFirst20");
        Near.Equal([.. seasons.Select(row => row[0])], [.. parts.Seasons[0].Values.Take(20)], 1e-8);
        Near.Equal([.. seasons.Select(row => row[1])], [.. parts.Seasons[1].Values.Take(20)], 1e-8);
        double mean = parts.Residual.Average();
        Assert.Equal(
            reference.Value("residualStandardDeviation"),
            Math.Sqrt(parts.Residual.Sum(rest => (rest - mean) * (rest - mean)) / parts.Residual.Count), 1e-3);
    }

    [Fact]
    public void Parts_add_up_to_the_series()
    {
        double[] values = Made(240, 0.1);
        SeriesDecomposition[] all =
            [Stl.Decompose(values, 12), Stl.Decompose(values, 12, new() { IsRobust = true, Jump = 3 }), Mstl.Decompose(values, [12, 40])];

        Assert.All(all, parts => Near.Equal(
            values,
            [.. values.Select((_, i) => parts.Trend[i] + parts.Seasons.Sum(season => season.Values[i]) + parts.Residual[i])], 1e-12));
    }

    [Fact]
    public void A_season_without_noise_is_found_whole()
    {
        SeriesDecomposition parts = Stl.Decompose(Made(240, 0), 12);

        Assert.All(Enumerable.Range(0, 240), i => Assert.Equal(10 * Math.Sin(2 * Math.PI * i / 12), parts.Seasons[0].Values[i], 6));
        Assert.True(parts.Seasons[0].Strength > 0.999 && parts.TrendStrength > 0.999);
    }

    [Fact]
    public void Jumps_change_little()
    {
        double[] values = Made(600, 1);

        Near.Equal(Stl.Decompose(values, 24).Trend, Stl.Decompose(values, 24, new() { Jump = 3 }).Trend, 0.01);
    }

    [Fact]
    public void A_wild_value_goes_to_the_residual_of_the_robust_one()
    {
        double[] values = Made(120, 0.1);
        values[50] += 1000;
        SeriesDecomposition parts = Stl.Decompose(values, 12, new() { IsRobust = true });

        Assert.True(parts.Residual[50] > 990);
        Assert.Equal(0, parts.Weights[50]);
    }

    [Fact]
    public void A_constant_has_parts_of_no_strength()
    {
        double[] values = [.. Enumerable.Repeat(7.0, 30)];
        SeriesDecomposition[] all =
            [Stl.Decompose(values, 5), ClassicalDecomposition.Decompose(values, 5), Stl.Decompose(values, 5, new() { IsRobust = true })];

        Assert.All(all, parts =>
        {
            Assert.Equal((0, 0), (parts.TrendStrength, parts.Seasons[0].Strength));
            Assert.All(parts.Trend.Where(double.IsFinite), value => Assert.Equal(7, value, 12));
        });
    }

    [Fact]
    public void The_adjusted_series_has_no_season()
    {
        SeriesDecomposition parts = ClassicalDecomposition.Decompose(Made(48, 0), 12);

        Assert.All(Enumerable.Range(0, 48), i => Assert.Equal(0.5 * i, parts.Adjusted()[i], 9));
    }

    [Fact]
    public void What_has_no_season_is_refused_with_a_sentence()
    {
        double[] values = Made(20, 0);

        Assert.Contains("two seasons, 24 values", Assert.Throws<InputException>(() => Stl.Decompose(values, 12)).Message);
        Assert.Contains("are 20", Assert.Throws<InputException>(() => ClassicalDecomposition.Decompose(values, 12)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => Stl.Decompose(values, 1));
        Assert.Throws<ArgumentException>(() => Stl.Decompose(values, 5, new() { SeasonalLength = 8 }));
        Assert.Throws<ArgumentException>(() => Mstl.Decompose(values, [5, 5]));
        Assert.Contains("above 0", Assert.Throws<InputException>(
            () => ClassicalDecomposition.Decompose([1, 2, 0, 1, 2, 3], 2, isMultiplicative: true)).Message);
        Assert.Contains("is missing", Assert.Throws<InputException>(() => Stl.Decompose([1, double.NaN, 3, 4], 2)).Message);
    }

    private static void HoldsStl(string name, bool isRobust)
    {
        AnalysisCase reference = AnalysisCase.Named(name);
        SeriesDecomposition parts = Stl.Decompose(RealSeries.Airline, 12, new() { SeasonalLength = 7, IsRobust = isRobust });

        Near.Equal(reference.Values("trend"), parts.Trend, 1e-9);
        Near.Equal(reference.Values("seasonal"), parts.Seasons[0].Values, 1e-9);
    }

    private static double[] Made(int count, double noise)
    {
        Random random = new(5);
        return [.. Enumerable.Range(0, count).Select(
            i => (0.5 * i) + (10 * Math.Sin(2 * Math.PI * i / 12)) + (noise * (random.NextDouble() - 0.5)))];
    }
}
