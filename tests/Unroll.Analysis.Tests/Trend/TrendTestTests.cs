using MathNet.Numerics.Distributions;
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
        MannKendallTest test = MannKendall.Test(_reference.Given("y"), new() { Lags = int.MaxValue });

        Assert.Equal(_reference.Value("hamedRao.z"), test.Z, 8);
        Assert.Equal(_reference.Value("hamedRao.p"), test.PValue, 8);
    }

    [Theory]
    [InlineData(100, 0.0, 0, 0.075)]
    [InlineData(36, 0.0, 12, 0.075)]
    [InlineData(72, 0.0, 24, 0.075)]
    [InlineData(120, 0.0, 12, 0.1)]
    [InlineData(144, 0.5, 12, 0.12)]
    [InlineData(200, 0.8, 7, 0.15)]
    public void Series_without_a_trend_are_rarely_told_to_have_one(int count, double persistence, int season, double most)
    {
        const int Runs = 200;
        int[] seasons = season > 0 ? [season] : [];
        int wrong = Enumerable.Range(0, Runs).Count(run =>
        {
            Random random = new(run);
            double[] values = new double[count];
            double level = 0;
            for (int t = 0; t < count; t++)
            {
                level = (persistence * level) + Normal.Sample(random, 0, 1);
                values[t] = level + (season > 0 ? 5 * Math.Sin(2 * Math.PI * t / season) : 0);
            }

            return MannKendall.Test(PhaseMedians.Without(values, seasons)).PValue < 0.05;
        });

        Assert.InRange(wrong / (double)Runs, 0, most);
    }

    [Fact]
    public void A_trend_beneath_a_season_is_found_and_gaps_do_not_matter()
    {
        double[] values = [.. Enumerable.Range(0, 180).Select(t => t % 11 == 3 ? double.NaN
            : (0.005 * t) + (5 * Math.Sin(t * Math.PI / 6)))];

        Assert.True(MannKendall.Test(PhaseMedians.Without(values, [12])).PValue < 1e-9);
        Assert.InRange(TheilSen.Slope(PhaseMedians.Without(values, [12])), 0.0049, 0.0051);
        Assert.Contains("period of 1", Assert.Throws<ArgumentException>(() => PhaseMedians.Without(values, [1])).Message);
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
