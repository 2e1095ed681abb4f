namespace Unroll.Models;

/// <summary>Compares a gradient with differences of fourth order of the function that it is of.</summary>
/// <param name="function">The function, in double precision, of values in single precision.</param>
/// <param name="rounding">What single precision rounds off the function's value.</param>
/// <param name="step">Width of the differences.</param>
/// <param name="random">Chooses elements of large arrays.</param>
internal sealed class GradientDifferences(Func<double> function, double rounding, double step, RandomStream random)
{
    private const int AllElements = 40;
    private const int SomeElements = 8;

    // A wide step rounds little, a narrow one follows a sharp bend: the difference that agrees best is the one that tells.
    private static readonly double[] _widths = [1, 0.3, 0.1, 0.02];

    /// <summary>Changes an element of what the function depends on.</summary>
    public delegate void ElementSetter(int index, float value);

    /// <summary>The worst element of a gradient: of a short array of all, of a long one of the largest and some others.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="gradient">The gradient.</param>
    /// <param name="values">The values, as many.</param>
    /// <param name="set">Sets one of them.</param>
    public GradientComparison Worst(string name, float[] gradient, float[] values, ElementSetter set)
    {
        int[] elements = gradient.Length <= AllElements ? [.. Enumerable.Range(0, gradient.Length)]
            : [
                .. Enumerable.Range(0, gradient.Length).OrderByDescending(i => Math.Abs(gradient[i])).Take(SomeElements),
                .. Enumerable.Range(0, SomeElements).Select(_ => random.NextInt32(gradient.Length)),
            ];
        double scale = gradient.Max(value => Math.Abs((double)value));
        return elements.Distinct().Select(index => Compare(name, gradient[index], values[index], index, scale, set))
            .MaxBy(comparison => comparison.Error)!;
    }

    private GradientComparison Compare(string name, float gradient, float value, int index, double scale, ElementSetter set)
    {
        GradientComparison? best = null;
        foreach (double width in _widths.Select(factor => factor * step))
        {
            double difference = ((4 * Slope(width)) - Slope(2 * width)) / 3;
            double beyond = Math.Max(0, Math.Abs(gradient - difference) - (rounding / width));
            double error = beyond == 0 ? 0 : beyond / Math.Max(scale, Math.Abs(difference));
            error = double.IsNaN(error) ? double.PositiveInfinity : error;
            if (best is null || error < best.Error)
            {
                best = new GradientComparison(name, index, gradient, difference, error);
            }
        }

        return best!;

        // By the width that is left in single precision.
        double Slope(double width)
        {
            float above = (float)(value + width), below = (float)(value - width);
            set(index, above);
            double upper = function();
            set(index, below);
            double lower = function();
            set(index, value);
            return (upper - lower) / ((double)above - below);
        }
    }
}
