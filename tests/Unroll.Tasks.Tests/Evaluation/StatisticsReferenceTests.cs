using Unroll.Tasks.Evaluation;
using Unroll.Tasks.Learning;

namespace Unroll.Tasks.Tests.Evaluation;

/// <summary>Tests, scores of distributions and intervals beside reference values.</summary>
public class StatisticsReferenceTests
{
    [Fact]
    public void Diebold_mariano_with_the_correction_for_few_forecasts()
    {
        AnalysisCase reference = AnalysisCase.Named("diebold-mariano");
        double[] first = reference.Given("errors1"), second = reference.Given("errors2");
        double[] differences = [.. first.Zip(second, (error, other) => (error * error) - (other * other))];

        SignificanceTest test = DieboldMariano.Test(differences, horizon: 3);

        Assert.Equal(reference.Value("corrected"), test.Statistic, 1e-9);
        Assert.Equal(reference.Value("p"), test.PValue, 1e-9);
        Assert.True(test.IsSignificant);
        Assert.Equal(-test.Statistic, DieboldMariano.Test([.. differences.Select(difference => -difference)], 3).Statistic, 1e-12);
    }

    [Fact]
    public void Diebold_mariano_where_there_is_little_to_go_by()
    {
        Assert.True(double.IsNaN(DieboldMariano.Test([1.0]).PValue));
        Assert.True(double.IsNaN(DieboldMariano.Test([1.0, 1, 1]).PValue));
        Assert.Equal(1, DieboldMariano.Test([0.0, 0, 0]).PValue);

        // A horizon as long as the series, and differences that alternate, whose flat sum of autocovariances is negative.
        double[] alternating = [.. Enumerable.Range(0, 20).Select(t => 0.1 + (t % 2 == 0 ? 1.0 : -1.0))];
        Assert.InRange(DieboldMariano.Test(alternating, 2).PValue, 0, 1);
        Assert.InRange(DieboldMariano.Test(alternating, 500).PValue, 0, 1);
        Assert.Throws<ArgumentOutOfRangeException>(() => DieboldMariano.Test(alternating, 0));
    }

    [Theory]
    [InlineData(0.0142, "p = 0.014 (mcnemar)")]
    [InlineData(1, "p = 1.000 (mcnemar)")]
    [InlineData(1e-9, "p < 0.001 (mcnemar)")]
    public void A_small_p_value_is_not_told_as_zero(double p, string expected) =>
        Assert.Equal(expected, new SignificanceTest("mcnemar", 1, p, 10).Summary);

    [Fact]
    public void McNemar_exact_and_corrected()
    {
        AnalysisCase reference = AnalysisCase.Named("mcnemar");
        double[][] table = reference.GivenRows("table");

        SignificanceTest test = McNemar.Test((int)table[0][1], (int)table[1][0]);

        Assert.Equal(reference.Value("chiSquaredCorrected"), test.Statistic, 1e-12);
        Assert.Equal(reference.Value("exactP"), test.PValue, 1e-12);
        Assert.Equal(1, McNemar.Test(0, 0).PValue);
        Assert.Equal(1, McNemar.Test(4, 4).PValue);
        Assert.Equal(2 * Math.Pow(0.5, 10), McNemar.Test(10, 0).PValue, 1e-12);
    }

    [Fact]
    public void Crps_of_normal_distributions_and_of_samples()
    {
        AnalysisCase reference = AnalysisCase.Named("crps");
        double[] observed = reference.Given("observed"), means = reference.Given("mean"), deviations = reference.Given("deviation");
        double[] normal = reference.Values("normal"), sampled = reference.Values("samples");
        double[][] samples = reference.GivenRows("samples");
        for (int i = 0; i < observed.Length; i++)
        {
            Assert.Equal(normal[i], Crps.Normal(observed[i], means[i], deviations[i]), 1e-9);
            Assert.Equal(sampled[i], Crps.Samples(observed[i], samples[i]), 1e-9);
        }

        Assert.Equal(3, Crps.Normal(5, 2, 0));
        Assert.Equal(3, Crps.Samples(5, [2]));
        Assert.Throws<ArgumentException>(() => Crps.Samples(5, []));
        Assert.Throws<ArgumentOutOfRangeException>(() => Crps.Normal(5, 2, -1));
    }

    [Fact]
    public void Crps_of_quantiles_comes_near_that_of_the_distribution_as_they_become_dense()
    {
        double[] levels = [.. Enumerable.Range(0, 999).Select(i => (i + 1) / 1000.0)];
        double[] quantiles = [.. levels.Select(Metrics.Distributions.NormalQuantile)];

        Assert.Equal(Crps.Normal(0.7, 0, 1), Crps.Quantiles(0.7, levels, quantiles), 2e-3);
        Assert.Equal(2, Crps.Quantiles(5, [0.5], [3]), 1e-12);
        Assert.Throws<ArgumentException>(() => Crps.Quantiles(1, [0.1, 0.9], [1]));
    }

    [Fact]
    public void The_bootstrap_interval_of_a_mean_is_about_the_normal_one()
    {
        RandomStream random = new(3);
        double[] values = [.. Enumerable.Range(0, 400).Select(_ => 10 + (2 * random.NextNormal()))];
        double mean = values.Average();
        double reach = 1.96 * Math.Sqrt(values.Average(value => (value - mean) * (value - mean)) / values.Length);

        ConfidenceInterval interval = Bootstrap.OfMean(values, new BootstrapOptions());

        Assert.Equal(mean - reach, interval.Lower, 0.15 * reach);
        Assert.Equal(mean + reach, interval.Upper, 0.15 * reach);
        Assert.Equal(interval, Bootstrap.OfMean(values, new BootstrapOptions()));
        Assert.NotEqual(interval, Bootstrap.OfMean(values, new BootstrapOptions { Seed = 2 }));
        Assert.True(double.IsNaN(Bootstrap.OfMean([1.0], new BootstrapOptions()).Lower));
        Assert.Throws<ArgumentOutOfRangeException>(() => Bootstrap.OfMean(values, new BootstrapOptions { Level = 95 }));
    }

    [Fact]
    public void Blocks_widen_the_interval_where_neighbours_resemble_each_other()
    {
        RandomStream random = new(3);
        double[] values = new double[600];
        for (int t = 1; t < values.Length; t++)
        {
            values[t] = (0.9 * values[t - 1]) + random.NextNormal();
        }

        ConfidenceInterval single = Bootstrap.OfMean(values, new BootstrapOptions());
        ConfidenceInterval blocks = Bootstrap.OfMean(values, new BootstrapOptions { BlockLength = 30 });

        Assert.True(blocks.Upper - blocks.Lower > 2 * (single.Upper - single.Lower));
    }
}
