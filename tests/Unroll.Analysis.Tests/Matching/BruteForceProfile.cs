namespace Unroll.Analysis.Tests.Matching;

/// <summary>The matrix profile by its definition: each window, brought to mean 0 and variance 1, against each other.</summary>
internal sealed class BruteForceProfile(double[] values, int window)
{
    private readonly double[]?[] _windows =
        [.. Enumerable.Range(0, values.Length - window + 1).Select(row => Standardized(values[row..(row + window)]))];

    /// <summary>The distance of two windows; infinite where one has a missing or infinite value.</summary>
    public double Distance(int left, int right)
    {
        if (_windows[left] is not { } a || _windows[right] is not { } b)
        {
            return double.PositiveInfinity;
        }

        if (a.Length == 0 || b.Length == 0)
        {
            return a.Length == b.Length ? 0 : Math.Sqrt(window);
        }

        double sum = 0;
        for (int k = 0; k < window; k++)
        {
            sum += (a[k] - b[k]) * (a[k] - b[k]);
        }

        return Math.Sqrt(sum);
    }

    /// <summary>The distance of each window to the nearest among those that are allowed.</summary>
    public double[] Distances(int exclusion, Func<int, int, bool> isAllowed)
    {
        double[] distances = new double[_windows.Length];
        Array.Fill(distances, double.PositiveInfinity);
        for (int row = 0; row < distances.Length; row++)
        {
            for (int other = 0; other < distances.Length; other++)
            {
                if (Math.Abs(row - other) > exclusion && isAllowed(row, other))
                {
                    distances[row] = Math.Min(distances[row], Distance(row, other));
                }
            }
        }

        return distances;
    }

    /// <summary>A window at mean 0 and variance 1; null where it has a missing or infinite value, empty where it is constant.</summary>
    private static double[]? Standardized(double[] window)
    {
        if (!Array.TrueForAll(window, double.IsFinite) || Array.TrueForAll(window, value => value == window[0]))
        {
            return Array.TrueForAll(window, double.IsFinite) ? [] : null;
        }

        double mean = window.Average(), rest = window.Average(value => value - mean);
        double[] centred = [.. window.Select(value => value - mean - rest)];
        double deviation = Math.Sqrt(centred.Average(value => value * value));
        return [.. centred.Select(value => value / deviation)];
    }
}
