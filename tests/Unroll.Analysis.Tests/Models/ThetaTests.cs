using Unroll.Analysis.Models;

namespace Unroll.Analysis.Tests.Models;

/// <summary>The Theta method against its definition (Fiorucci et al. 2016, section 3), tried at thousands of places.</summary>
public class ThetaTests
{
    /// <summary>Least squares at a given α with a search for α finds what no other estimates undercut.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void No_estimates_have_a_smaller_error(int seed)
    {
        Random random = new(seed);
        double level = 20;
        double[] values = [.. Enumerable.Range(0, 60).Select(t => (level += random.NextDouble() - 0.4) + (4 * random.NextDouble()))];
        double[] fitted = new Theta(ThetaVariant.Optimized).Fit(new ObservedSeries(values)).Fitted;
        double found = values.Zip(fitted).Skip(3).Sum(pair => Square(pair.First - pair.Second));
        double least = Enumerable.Range(0, 20_000).Min(_ => Error(
            values, 0.01 + (0.98 * random.NextDouble()), 30 * random.NextDouble(), 1 / (1 - random.NextDouble())));

        Assert.InRange(found, 0.5 * least, 1.0001 * least);
    }

    private static double Square(double value) => value * value;

    private static double Error(double[] values, double alpha, double start, double theta)
    {
        int count = values.Length;
        double middle = (count + 1) / 2.0;
        double slope = values.Select((value, t) => (t + 1 - middle) * value).Sum()
            / Enumerable.Range(1, count).Sum(t => Square(t - middle));
        double intercept = values.Average() - (slope * middle), level = start, error = 0;
        for (int t = 1; t <= count; t++)
        {
            double kept = Math.Pow(1 - alpha, t - 1), line = (kept * intercept) + ((1 - (kept * (1 - alpha))) / alpha * slope);
            error += t > 3 ? Square(values[t - 1] - level - ((1 - (1 / theta)) * line)) : 0;
            level = (alpha * values[t - 1]) + ((1 - alpha) * level);
        }

        return error;
    }
}
