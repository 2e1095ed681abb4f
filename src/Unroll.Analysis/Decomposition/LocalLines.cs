namespace Unroll.Analysis.Decomposition;

/// <summary>
/// The smoother of STL: local levels or lines over steps, with tricube weights over a window of a fixed number of steps, and the window
/// stretched where it is longer than the series ("ess" and "est" of the paper's program).
/// </summary>
/// <param name="length">Steps of a window.</param>
/// <param name="degree">0 for levels, 1 for lines.</param>
/// <param name="jump">Steps from a fit to the next.</param>
internal sealed class LocalLines(int length, int degree, int jump)
{
    /// <summary>Steps of a window.</summary>
    public int Length => length;

    /// <summary>Smooths a series.</summary>
    /// <param name="values">The series.</param>
    /// <param name="weights">Trust in each value; null for the same in all.</param>
    /// <param name="smooth">Takes the curve, as many values.</param>
    public void Smooth(ReadOnlySpan<double> values, ReadOnlySpan<double> weights, Span<double> smooth)
    {
        int n = values.Length, step = Math.Min(jump, n - 1), window = Math.Min(length, n), half = (length + 1) / 2;
        if (n < 2)
        {
            values.CopyTo(smooth);
            return;
        }

        int last = 0;
        for (int i = 0; ; i = Math.Min(i + step, n - 1))
        {
            int start = Math.Clamp(i - half + 1, 0, n - window);
            smooth[i] = At(values, weights, i, start, window) ?? values[i];
            for (int j = last + 1; j < i; j++)
            {
                smooth[j] = smooth[last] + ((smooth[i] - smooth[last]) * (j - last) / (i - last));
            }

            if (i == n - 1)
            {
                return;
            }

            last = i;
        }
    }

    /// <summary>The value at a step of the level or line through a window; null where nothing there has a weight.</summary>
    /// <param name="values">The series.</param>
    /// <param name="weights">Trust in each value; empty for the same in all.</param>
    /// <param name="at">The step, which may be outside.</param>
    /// <param name="start">First step of the window.</param>
    /// <param name="count">Steps of the window.</param>
    public double? At(ReadOnlySpan<double> values, ReadOnlySpan<double> weights, int at, int start, int count)
    {
        int end = start + count - 1, n = values.Length;
        double reach = Math.Max(at - start, end - at) + (length > n ? (length - n) / 2 : 0);
        double sum = 0, mean = 0, level = 0;
        Span<double> tricubes = count <= 1024 ? stackalloc double[count] : new double[count];
        for (int j = 0; j < count; j++)
        {
            double distance = Math.Abs(start + j - at), share = reach > 0 ? distance / reach : 0;
            double rest = 1 - (share * share * share);
            double weight = share <= 0.001 ? 1 : share <= 0.999 ? rest * rest * rest : 0;
            weight *= weights.IsEmpty ? 1 : weights[start + j];
            tricubes[j] = weight;
            sum += weight;
            mean += weight * j;
            level += weight * values[start + j];
        }

        if (sum <= 0)
        {
            return null;
        }

        mean /= sum;
        level /= sum;
        if (reach == 0 || degree == 0)
        {
            return level;
        }

        double squares = 0, products = 0;
        for (int j = 0; j < count; j++)
        {
            double off = j - mean;
            squares += tricubes[j] * off * off;
            products += tricubes[j] * off * values[start + j];
        }

        squares /= sum;
        return Math.Sqrt(squares) <= 0.001 * (n - 1) ? level : level + ((at - start - mean) * products / sum / squares);
    }
}
