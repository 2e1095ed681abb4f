using MathNet.Numerics.Statistics;
using Unroll.Analysis.Matching;

namespace Unroll.Analysis.Tests.Matching;

public class SlidingCorrelationTests
{
    [Fact]
    public void Correlations_are_Pearson_s()
    {
        Random random = new(2);
        double[] values = [.. Enumerable.Range(0, 80).Select(_ => 1e6 + random.NextDouble())];
        double[] template = [.. Enumerable.Range(0, 9).Select(_ => random.NextDouble())];
        values[40] = double.NaN;
        Array.Fill(values, 7, 60, 15);
        double[] correlations = SlidingCorrelation.Normalized(values, template);

        Assert.Equal(72, correlations.Length);
        Assert.All(Enumerable.Range(0, 72), row =>
        {
            double[] window = values[row..(row + 9)];
            double expected = window.Any(double.IsNaN) ? double.NaN : row is >= 60 and <= 66 ? 0 : Correlation.Pearson(window, template);
            Assert.Equal(expected, correlations[row], 1e-9);
        });
    }

    [Fact]
    public void Products_are_those_of_the_template_of_length_1()
    {
        double[] template = [1, 2, 4], values = [0, 0, 1, 2, 4, 0, 0];
        double[] pattern = [.. template.Select(value => (value - (7 / 3.0)) / Math.Sqrt(14 / 3.0))];

        Assert.All(Enumerable.Range(0, 5), row => Assert.Equal(
            pattern.Select((value, k) => value * values[row + k]).Sum(), SlidingCorrelation.Product(values, template)[row], 1e-12));
    }

    [Fact]
    public void What_is_no_template_is_refused_with_a_sentence()
    {
        Assert.Contains("varies", Assert.Throws<InputException>(() => SlidingCorrelation.Normalized([1, 2, 3, 4], [2, 2, 2])).Message);
        Assert.Contains("template needs at least 3", Assert.Throws<InputException>(
            () => SlidingCorrelation.Normalized([1, 2, 3, 4], [2, 1])).Message);
        Assert.Contains("needs at least 4", Assert.Throws<InputException>(() => SlidingCorrelation.Product([1, 2], [2, 1, 3, 4])).Message);
        Assert.Contains("missing", Assert.Throws<InputException>(
            () => SlidingCorrelation.Normalized([1, 2, 3], [2, double.NaN, 3])).Message);
    }
}
