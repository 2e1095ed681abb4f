using Unroll.Analysis.Trend;

namespace Unroll.Analysis.Tests.Trend;

public class TrendTestTests
{
    private static readonly AnalysisCase _reference = AnalysisCase.Named("trend-tests");

    [Fact]
    public void Mann_Kendall_is_that_of_pymannkendall()
    {
        MannKendallTest test = MannKendall.Test(_reference.Given("y"), new() { IsAutocorrelationCorrected = false });

        Assert.Equal(_reference.Value("mannKendall.s"), test.Score);
        Assert.Equal(_reference.Value("mannKendall.z"), test.Z, 10);
        Assert.Equal(_reference.Value("mannKendall.p"), test.PValue, 10);
        Assert.Equal(_reference.Value("mannKendall.tau"), test.Tau, 10);
        Assert.Equal(1, test.VarianceInflation);
    }

    [Fact]
    public void The_correction_is_that_of_Hamed_and_Rao()
    {
        MannKendallTest test = MannKendall.Test(_reference.Given("y"));

        Assert.Equal(_reference.Value("hamedRao.z"), test.Z, 8);
        Assert.Equal(_reference.Value("hamedRao.p"), test.PValue, 8);
    }

    [Fact]
    public void Theil_and_Sen_are_those_of_SciPy()
    {
        TheilSenEstimate line = TheilSen.Estimate(_reference.Given("y"));

        Assert.Equal(_reference.Value("theilSen.slope"), line.Slope, 12);
        Assert.Equal(_reference.Value("theilSen.intercept"), line.Intercept, 12);
        Assert.Equal(_reference.Value("theilSen.low"), line.SlopeLow, 12);
        Assert.Equal(_reference.Value("theilSen.high"), line.SlopeHigh, 12);
    }

    [Theory]
    [InlineData(1, false, 20_000)]
    [InlineData(2, true, 20_000)]
    [InlineData(3, false, 0)]
    [InlineData(4, true, 0)]
    public void Slopes_by_rank_are_those_of_all_pairs(int seed, bool isRough, int manyPoints)
    {
        Random random = new(seed);
        double[] x = [.. Enumerable.Range(0, 2500).Select(_ => isRough ? random.Next(60) : random.NextDouble()).Order()];
        double[] y = [.. x.Select(place => (0.3 * place) + (isRough ? random.Next(4) : random.NextDouble()))];
        double[] slopes =
        [..
            from i in Enumerable.Range(0, x.Length)
            from j in Enumerable.Range(i + 1, x.Length - i - 1)
            where x[j] > x[i]
            select (y[j] - y[i]) / (x[j] - x[i]),
        ];
        Array.Sort(slopes);
        PairwiseSlopes ranked = new(x, y, manyPoints);

        Assert.Equal(slopes.Length, ranked.Count);
        foreach (int rank in new[] { 0, 17, slopes.Length / 3, slopes.Length / 2, slopes.Length - 2, slopes.Length - 1 })
        {
            Assert.Equal(slopes[rank], ranked.At(rank), ranked.Tolerance + (1e-9 * Math.Max(1, Math.Abs(slopes[rank]))));
        }

        Assert.Equal(manyPoints == 0, ranked.Tolerance > 0);
        Assert.InRange(ranked.Tolerance, 0, 1e-8);
    }

    [Fact]
    public void A_third_of_wild_values_does_not_turn_the_line()
    {
        double[] values = [.. Enumerable.Range(0, 100).Select(i => i % 4 == 3 ? 1e5 : 2.0 * i)];

        Assert.Equal(2, TheilSen.Estimate(values).Slope, 9);
    }

    [Fact]
    public void A_constant_has_no_trend()
    {
        MannKendallTest test = MannKendall.Test([4, 4, 4, double.NaN, 4]);

        Assert.Equal((0, 0.0, 1.0), (test.Score, test.Z, test.PValue));
        Assert.Equal(0, TheilSen.Estimate([4, 4, 4, 4]).Slope);
    }

    [Fact]
    public void A_straight_line_has_the_clearest_trend()
    {
        MannKendallTest test = MannKendall.Test([.. Enumerable.Range(0, 50).Select(i => (double)i)]);

        Assert.Equal(1, test.Tau);
        Assert.True(test.PValue < 1e-9);
    }

    [Fact]
    public void What_has_no_trend_to_test_is_refused_with_a_sentence()
    {
        Assert.Contains("at least 3 values", Assert.Throws<InputException>(() => MannKendall.Test([1, double.NaN, 2])).Message);
        Assert.Throws<InputException>(() => MannKendall.Test([1, 2, double.PositiveInfinity]));
        Assert.Contains("two places", Assert.Throws<InputException>(() => TheilSen.Estimate([3, 3], [1, 2])).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => TheilSen.Estimate([1, 2], 1.5));
    }
}
