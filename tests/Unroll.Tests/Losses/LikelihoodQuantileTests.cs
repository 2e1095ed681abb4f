using Unroll.Losses;

namespace Unroll.Tests.Losses;

/// <summary>Means and quantiles of the distributions whose parameters networks give.</summary>
public sealed class LikelihoodQuantileTests
{
    // softplus(x) = 1 and = 3.
    private static readonly float _one = (float)Math.Log(Math.E - 1);
    private static readonly float _three = (float)Math.Log(Math.Exp(3) - 1);

    [Theory]
    [InlineData(0.975, 1.959963984540054)]
    [InlineData(0.9, 1.2815515655446004)]
    [InlineData(0.5, 0)]
    [InlineData(0.001, -3.090232306167813)]
    public void Quantiles_of_the_normal_distribution_are_those_of_the_tables(double level, double expected)
    {
        GaussianLikelihood loss = new();

        Assert.Equal(5 + expected, loss.QuantileOf([5, _one], level), 1e-6);
        Assert.Equal(5 + (3 * expected), loss.QuantileOf([5, _three], level), 1e-6);
        Assert.Equal(5, loss.MeanOf([5, _three]));
    }

    [Theory]
    [InlineData(3, 0.95, 2.353363434801823)] // with 3 degrees of freedom, 2 + softplus
    [InlineData(5, 0.975, 2.570581835636314)]
    [InlineData(5, 0.025, -2.570581835636314)]
    [InlineData(5, 0.5, 0)]
    public void Quantiles_of_Students_t_are_those_of_the_tables(int freedom, double level, double expected) =>
        Assert.Equal(expected, new StudentTLikelihood().QuantileOf([0, _one, freedom == 3 ? _one : _three], level), 2e-6);

    [Theory]
    [InlineData(0.05)]
    [InlineData(0.3)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    [InlineData(0.999)]
    public void Quantiles_of_counts_are_the_least_whose_probabilities_add_up_to_the_level(double level)
    {
        double[] rates = [0.01, 0.7, 3.5, 40, 400];
        foreach (double rate in rates)
        {
            float log = (float)Math.Log(rate);
            double mean = Math.Exp(log), term = Math.Exp(-mean), sum = term;
            int count = 0;
            while (sum < level)
            {
                term *= mean / ++count;
                sum += term;
            }

            Assert.Equal(count, new PoissonLikelihood().QuantileOf([log], level));
        }

        // With a mean of 3 and α = 1, r = 1: a geometric distribution, P(X ≤ k) = 1 − (3/4)^(k + 1).
        double geometric = Math.Ceiling((Math.Log(1 - level) / Math.Log(0.75)) - 1 - 1e-6);
        Assert.Equal(Math.Max(0, geometric), new NegativeBinomialLikelihood().QuantileOf([_three, _one], level));
    }

    [Fact]
    public void Quantiles_of_large_counts_are_near_those_of_the_normal_distribution()
    {
        float log = (float)Math.Log(1e6);
        double mean = Math.Exp(log);

        Assert.Equal(mean + (1.2815515655446004 * Math.Sqrt(mean)), new PoissonLikelihood().QuantileOf([log], 0.9), 2.0);
        Assert.InRange(new NegativeBinomialLikelihood().QuantileOf([1e4f, -9], 0.5), 0.98e4, 1.02e4);
    }

    [Fact]
    public void Parameters_that_are_no_numbers_give_no_number()
    {
        Assert.True(double.IsNaN(new GaussianLikelihood().QuantileOf([float.NaN, 0], 0.9)));
        Assert.True(double.IsNaN(new PoissonLikelihood().QuantileOf([float.NaN], 0.9)));
        Assert.True(double.IsNaN(new NegativeBinomialLikelihood().MeanOf([float.NaN, 0])));
    }
}
