using Unroll.Reports.Analysis;

namespace Unroll.Reports.Tests.Analysis;

public class ResidualAnalysisTests
{
    [Fact]
    public void A_weekly_pattern_shows_at_its_lags()
    {
        double[] weekly = [.. Enumerable.Range(0, 700).Select(day => day % 7 == 0 ? 6.0 : -1.0)];
        ResidualAnalysis analysis = ResidualAnalysis.Of(weekly, season: 7);
        Assert.Equal(0, analysis.Mean, 12);
        Assert.Equal(Math.Sqrt(6), analysis.StandardDeviation, 12);
        Assert.Equal(28, analysis.Autocorrelation.Count);
        Assert.Equal(0.99, analysis.Autocorrelation[6], 12);

        // One week of 7 values: each pair at another lag has the mean product −6 · (1/7) of the variance 6 … −1/6.
        Assert.Equal(-1.0 / 6, analysis.Autocorrelation[0], 2);
    }

    [Fact]
    public void White_noise_stays_inside_its_band()
    {
        RandomStream random = new(1);
        double[] noise = [.. Enumerable.Range(0, 2000).Select(_ => random.NextNormal())];
        ResidualAnalysis analysis = ResidualAnalysis.Of(noise, season: 7);
        Assert.Equal(1.96 / Math.Sqrt(2000), analysis.Band, 12);
        Assert.InRange(analysis.Autocorrelation.Count(value => Math.Abs(value) > analysis.Band), 0, 4);
    }

    [Fact]
    public void Nothing_known_gives_nothing() => Assert.Equal(0, ResidualAnalysis.Of([double.NaN], 7).Count);

    [Fact]
    public void Residuals_that_are_all_the_same_have_no_autocorrelation() =>
        Assert.Empty(ResidualAnalysis.Of([2, 2, 2, 2, 2, 2], 7).Autocorrelation);
}
