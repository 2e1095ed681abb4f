using Unroll.Losses;
using Unroll.Probability;

namespace Unroll.Tests.Probability;

/// <summary>Distributions against sums, integrals and samples of themselves.</summary>
public sealed class DistributionTests
{
    public static TheoryData<string> Names =>
        ["normal", "t3", "t30", "poisson-small", "poisson-large", "binomial", "binomial-wide", "mapped"];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_quantile_reaches_its_level(string name)
    {
        Distribution distribution = Of(name);
        foreach (double level in new[] { 0.01, 0.1, 0.5, 0.75, 0.999 })
        {
            double quantile = distribution.Quantile(level);
            Assert.True(distribution.Cumulative(quantile) >= level - 1e-9, $"{level}");
            double less = distribution is CountDistribution ? 1 : 1e-4 * distribution.StandardDeviation;
            Assert.True(distribution.Cumulative(quantile - less) < level);
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => distribution.Quantile(1));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_cumulative_distribution_is_the_integral_of_the_density(string name)
    {
        Distribution distribution = Of(name);
        (double from, double until) = (distribution.Quantile(0.05), distribution.Quantile(0.95));
        double sum = distribution is CountDistribution
            ? Enumerable.Range((int)from + 1, (int)(until - from)).Sum(count => Math.Exp(distribution.LogDensity(count)))
            : Integral(x => Math.Exp(distribution.LogDensity(x)), from, until);
        Assert.Equal(distribution.Cumulative(until) - distribution.Cumulative(from), sum, 1e-6);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_score_is_the_integral_of_the_squared_difference(string name)
    {
        Distribution distribution = Of(name);
        (double low, double high) = (distribution.Quantile(1e-7), distribution.Quantile(1 - 1e-7));
        double near = distribution.Mean + (0.3 * distribution.StandardDeviation);
        foreach (double actual in new[] { distribution.Quantile(0.02), near, high + 2.5, low - 3 })
        {
            (double from, double until) = (Math.Min(low, actual), Math.Max(high, actual));
            double expected = distribution is CountDistribution
                ? Counts(distribution, from, until, actual)
                : Integral(x => Math.Pow(distribution.Cumulative(x), 2), from, actual)
                    + Integral(x => Math.Pow(1 - distribution.Cumulative(x), 2), actual, until);
            Assert.Equal(expected, distribution.Crps(actual), 2e-4 * Math.Max(1, expected));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Samples_have_its_moments_and_quantiles(string name)
    {
        Distribution distribution = Of(name);
        RandomStream random = new(7);
        SampleDistribution samples = new([.. Enumerable.Range(0, 60_000).Select(_ => distribution.Sample(random))]);

        Assert.Equal(distribution.Mean, samples.Mean, 0.03 * distribution.StandardDeviation);
        double most = Enumerable.Range(1, 19).Max(i => Math.Abs(samples.Cumulative(distribution.Quantile(i / 20.0))
            - distribution.Cumulative(distribution.Quantile(i / 20.0))));
        Assert.True(most < 0.01, $"{most}");
        Assert.Equal(distribution.Crps(distribution.Mean), samples.Crps(distribution.Mean), 0.02 * distribution.StandardDeviation);
    }

    [Theory]
    [InlineData("gaussian-likelihood", 2)]
    [InlineData("student-t-likelihood", 3)]
    [InlineData("negative-binomial-likelihood", 2)]
    [InlineData("poisson-likelihood", 1)]
    public void A_loss_is_the_negative_log_density_of_its_distribution(string name, int parameters)
    {
        var loss = (LikelihoodLoss)Loss.Catalogue.Create(name);
        float[] outputs = [1.3f, 0.4f, 1.1f];
        double expected = -loss.DistributionOf(outputs.AsSpan(0, parameters)).LogDensity(4);
        double value = loss.Accumulate(
            new(outputs.AsSpan(0, parameters), 1, 1, parameters), new(new float[] { 4 }, 1, 1, 1), [], default, 1);
        Assert.Equal(expected, value, 1e-5);
    }

    [Fact]
    public void A_straight_map_is_exact_and_any_other_maps_quantiles()
    {
        NormalDistribution source = new(0.5, 2);
        MappedDistribution straight = new(source, x => 10 + (3 * x)), curved = new(source, Math.Exp);
        NormalDistribution expected = new(11.5, 6);

        Assert.Equal(expected.Mean, straight.Mean, 1e-9);
        Assert.Equal(expected.Crps(17), straight.Crps(17), 1e-9);
        Assert.Equal(expected.LogDensity(17), straight.LogDensity(17), 1e-9);
        Assert.Equal(Math.Exp(source.Quantile(0.9)), curved.Quantile(0.9));
        Assert.Equal(source.Cumulative(Math.Log(3)), curved.Cumulative(3), 1e-9);
        Assert.Equal(source.LogDensity(Math.Log(3)) - Math.Log(3), curved.LogDensity(3), 1e-6);
    }

    [Fact]
    public void Wrong_parameters_are_refused_and_what_is_no_number_stays_so()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new NormalDistribution(0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new StudentTDistribution(0, 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PoissonDistribution(-1));
        Assert.Throws<ArgumentException>(() => new SampleDistribution([]));
        RandomStream random = new(1);
        foreach (Distribution distribution in new Distribution[]
        {
            new NormalDistribution(double.NaN, 1), new StudentTDistribution(double.NaN, double.NaN, double.NaN),
            new PoissonDistribution(double.NaN), new NegativeBinomialDistribution(double.NaN, double.NaN),
        })
        {
            Assert.True(double.IsNaN(distribution.Mean));
            Assert.True(double.IsNaN(distribution.Sample(random)));
            Assert.True(double.IsNaN(distribution.Crps(1)));
        }
    }

    private static Distribution Of(string name) => name switch
    {
        "normal" => new NormalDistribution(3, 2),
        "t3" => new StudentTDistribution(-1, 0.5, 3),
        "t30" => new StudentTDistribution(10, 4, 30),
        "poisson-small" => new PoissonDistribution(2.3),
        "poisson-large" => new PoissonDistribution(140),
        "binomial" => new NegativeBinomialDistribution(6, 0.4),
        "binomial-wide" => new NegativeBinomialDistribution(20, 2.5),
        "mapped" => new MappedDistribution(new NormalDistribution(0, 1), x => 5 + (2 * x)),
        _ => throw new ArgumentOutOfRangeException(nameof(name)),
    };

    private static double Counts(Distribution distribution, double from, double until, double actual)
    {
        double sum = 0;
        for (double count = Math.Floor(from); count < until; count++)
        {
            double share = distribution.Cumulative(count), before = Math.Clamp(actual, count, Math.Min(count + 1, until)) - count;
            sum += (share * share * before) + ((1 - share) * (1 - share) * (Math.Min(1, until - count) - before));
        }

        // The part of the first cell that lies before.
        double part = from - Math.Floor(from);
        return sum - (part > 0 && from == actual ? part * Math.Pow(distribution.Cumulative(from), 2) : 0);
    }

    private static double Integral(Func<double, double> of, double from, double until)
    {
        const int Cells = 4000;
        double width = (until - from) / Cells;
        return Enumerable.Range(0, Cells).Sum(i => of(from + ((i + 0.5) * width))) * width;
    }
}
