using Unroll.Analysis.Trend;

namespace Unroll.Analysis.Tests.Trend;

public class LoessTests
{
    [Fact]
    public void The_curve_is_that_of_statsmodels()
    {
        AnalysisCase reference = AnalysisCase.Named("loess");

        Near.Equal(
            reference.Values("fitted"),
            Loess.Smooth(reference.Given("x"), reference.Given("y"), new() { Fraction = 0.3, RobustIterations = 3 }), 1e-9);
    }

    /// <summary>R 4.2.2: <c>lowess(x, y, f = 0.3, iter = 2, delta = 3.2)</c>.</summary>
    [Fact]
    public void Points_with_a_line_of_their_own_are_those_of_R()
    {
        double[] x = [.. Enumerable.Range(0, 40).Select(t => t + (0.5 * Math.Sin(t * 1.7)))];
        double[] y = [.. Enumerable.Range(0, 40).Select(t => Math.Cos(t / 5.0) + (0.3 * Math.Sin(t * t)))];
        double[] curve = Loess.Smooth(x, y, new() { Fraction = 0.3, RobustIterations = 2, Delta = 3.2 });

        Near.Equal(
            [1.18461973154302, 0.951385600242367, 0.892696781081304, 0.78902955697168, 0.513072769363013, 0.327130967533771], curve[..6],
            1e-8);
        Near.Equal([0.168682506256283, 0.11538554771339], curve[^2..], 1e-8);
    }

    [Fact]
    public void A_line_stays_a_line_over_gaps_and_uneven_places()
    {
        double[] x = [0, 1, 1, 2.5, 4, 5, 9, 10, 11, 15], y = [.. x.Select(place => 3 - (2 * place))];
        double[] expected = (double[])y.Clone();
        y[4] = double.NaN;

        Near.Equal(expected, Loess.Smooth(x, y, new() { Fraction = 0.5 }), 1e-12);
        Near.Equal(expected, Loess.Smooth(x, y, new() { Fraction = 0.5, Delta = 3 }), 1e-12);
    }

    [Fact]
    public void Runs_of_many_points_give_the_line_that_points_give()
    {
        Random random = new(3);
        double[] x = [.. Enumerable.Range(0, 140_001).Select(i => i + random.NextDouble())];
        double[] y = [.. x.Select(place => Math.Sin(place / 20_000) + random.NextDouble())];
        int count = (int)(0.3 * x.Length);
        double[] curve = Loess.Smooth(x, y, new() { RobustIterations = 0, Delta = 0.5 * x[^1] });

        Assert.Equal(Line(0, 0), curve[0], 1e-6);
        Assert.Equal(Line(x.Length - 1, x.Length - count), curve[^1], 1e-6);

        double Line(int at, int start)
        {
            double radius = Math.Max(x[at] - x[start], x[start + count - 1] - x[at]);
            double[] weights = [.. Enumerable.Range(start, count).Select(i => Cube(1 - Cube(Math.Abs(x[i] - x[at]) / radius)))];
            double sum = weights.Sum(), meanX = Mean(x), meanY = Mean(y), squares = 0, products = 0;
            for (int i = 0; i < count; i++)
            {
                squares += weights[i] * (x[start + i] - meanX) * (x[start + i] - meanX);
                products += weights[i] * (x[start + i] - meanX) * (y[start + i] - meanY);
            }

            return meanY + ((x[at] - meanX) * products / squares);

            double Mean(double[] values) => weights.Select((weight, i) => weight * values[start + i]).Sum() / sum;
        }

        static double Cube(double value) => value * value * value;
    }

    [Fact]
    public void A_wild_value_leaves_no_trace_of_itself()
    {
        Random random = new(1);
        double[] values = [.. Enumerable.Range(0, 60).Select(i => i + random.NextDouble())], curve = Loess.Smooth(values);
        values[20] += 8;

        Assert.Equal(curve[20], Loess.Smooth(values)[20], 0.1);
        Assert.True(Loess.Smooth(values, new() { RobustIterations = 0 })[20] > curve[20] + 0.5);
    }

    [Fact]
    public void Before_the_first_value_there_is_no_curve()
    {
        double[] curve = Loess.Smooth([double.NaN, 1, 2, 3, double.NaN]);

        Near.Equal([double.NaN, 1, 2, 3, double.NaN], curve, 1e-12);
    }

    [Fact]
    public void A_constant_stays_itself() =>
        Near.Equal([5, 5, 5, 5], Loess.Smooth([5, 5, 5, 5]), 1e-15);

    [Fact]
    public void What_cannot_be_smoothed_is_refused_with_a_sentence()
    {
        Assert.Contains("at least 2 values", Assert.Throws<InputException>(() => Loess.Smooth([double.NaN, 1])).Message);
        Assert.Throws<InputException>(() => Loess.Smooth([1, 2, double.NegativeInfinity]));
        Assert.Throws<ArgumentException>(() => Loess.Smooth([2, 1], [1, 2]));
        Assert.Throws<ArgumentException>(() => Loess.Smooth([1, 2, 3], new() { Fraction = 0 }));
    }
}
