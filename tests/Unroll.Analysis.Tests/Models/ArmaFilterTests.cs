using Unroll.Analysis.Models;
using Unroll.Analysis.Numerics;
using Unroll.Analysis.StateSpace;

namespace Unroll.Analysis.Tests.Models;

public class ArmaFilterTests
{
    [Theory]
    [InlineData(1, 0, 0, 0)]
    [InlineData(0, 1, 0, 0)]
    [InlineData(2, 1, 0, 0)]
    [InlineData(1, 3, 0, 0)]
    [InlineData(2, 1, 1, 1)]
    [InlineData(0, 1, 0, 2)]
    public void The_fast_filter_is_the_Kalman_filter(int p, int q, int seasonalP, int seasonalQ)
    {
        ArimaOrder order = new(p, 0, q, seasonalP, 0, seasonalQ);
        double[] free = [.. Enumerable.Range(0, order.CoefficientCount).Select(i => 0.6 - (0.35 * i))];
        double[] coefficients = new double[free.Length];
        ArmaPolynomials.Constrain(order, free, coefficients);
        ArmaPolynomials polynomials = new(order, 6);
        polynomials.Set(coefficients);
        Random random = new(11);
        double[] values = [.. Enumerable.Range(0, 300).Select(_ => random.NextDouble() - 0.4)];
        double[] innovations = new double[300], roots = new double[300];
        double logarithms = new ArmaFilter(polynomials, 1).Whiten([values], [innovations], roots);
        StateSpaceModel model = GappedArma.Model(polynomials, [], 1);
        FilteredStates filtered = KalmanFilter.Filter(model, values);

        Assert.Equal(filtered.InnovationVariances.Sum(Math.Log), logarithms, 1e-8);
        for (int t = 0; t < 300; t++)
        {
            Assert.Equal(filtered.Innovations[t], innovations[t] * roots[t], 1e-8);
            Assert.Equal(filtered.InnovationVariances[t], roots[t] * roots[t], 1e-8);
        }
    }

    [Fact]
    public void Autocovariances_are_those_of_the_recursion()
    {
        double[] phi = [0.5, -0.3, 0.2];
        double[] found = Autocovariance.OfAutoregression(phi, 8);
        for (int lag = 1; lag <= 8; lag++)
        {
            Assert.Equal(Enumerable.Range(0, 3).Sum(i => phi[i] * found[Math.Abs(lag - 1 - i)]), found[lag], 1e-12);
        }

        Assert.Equal(1, found[0] - Enumerable.Range(0, 3).Sum(i => phi[i] * found[i + 1]), 1e-12);
    }

    [Fact]
    public void Partial_correlations_and_coefficients_come_back()
    {
        double[] free = [0.3, -2, 1.5, 0.01], coefficients = new double[4], back = new double[4];
        PartialCorrelations.Constrain(free, coefficients);

        Assert.True(PartialCorrelations.Release(coefficients, back));
        Assert.Equal(free, back, (expected, actual) => Math.Abs(expected - actual) < 1e-9);
        Assert.False(PartialCorrelations.Release([1.2], back));
    }

    [Fact]
    public void Gaps_of_no_length_change_nothing()
    {
        Random random = new(5);
        double level = 0;
        double[] values = [.. Enumerable.Range(0, 120).Select(t => (level += random.NextDouble() - 0.5) + (2 * Math.Sin(Math.PI * t / 2)))];
        ArimaOrder order = new(1, 1, 1, 0, 1, 1);
        ArimaLikelihood complete = new(values, [], order, 4), gapped = new([.. values, double.NaN], [], order, 4);

        Assert.Equal(complete.At([0.3, -0.5, -0.4]), gapped.At([0.3, -0.5, -0.4]), 1e-6);
        ArimaFit first = new(complete, [0.3, -0.5, -0.4], false), second = new(gapped, [0.3, -0.5, -0.4], false);
        Assert.Equal(
            first.Forecast(6).Mean[1..], second.Forecast(5).Mean, (expected, actual) => Math.Abs(expected - actual) < 1e-6);
        Assert.Equal(
            first.Forecast(6).StandardError[1..], second.Forecast(5).StandardError,
            (expected, actual) => Math.Abs(expected - actual) < 1e-4);
    }
}
