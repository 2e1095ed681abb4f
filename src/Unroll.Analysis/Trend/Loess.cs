using MathNet.Numerics.Statistics;

namespace Unroll.Analysis.Trend;

/// <summary>
/// Locally weighted regression, LOWESS or LOESS of degree 1: at each point a line through its neighbours, with tricube weights by distance
/// and, from the second fit on, bisquare weights by residual (Cleveland, Journal of the American Statistical Association 74, 1979). From
/// 131,072 points on, runs of neighbouring points, 16,384 in all, share a weight by distance, which moves the curve by no more than a
/// millionth of its bend.
/// </summary>
public static class Loess
{
    private const int PointsWithOwnLine = 5000;
    private const double ShareOfRange = 0.001;
    private const double Rounding = 1e-14;

    /// <summary>The spread of places below which a level is fitted, not a line.</summary>
    internal const double Flat = 1e-12;

    /// <summary>Smooths values at steps 0, 1, 2, …; missing values (NaN) are bridged.</summary>
    /// <param name="values">The series.</param>
    /// <param name="options">Settings; the defaults when not given.</param>
    /// <returns>The curve, a value a step; NaN before the first and after the last value that is there.</returns>
    /// <exception cref="InputException">A value is infinite, or fewer than two are there.</exception>
    public static double[] Smooth(ReadOnlySpan<double> values, LoessOptions? options = null)
    {
        double[] steps = new double[values.Length];
        for (int i = 0; i < steps.Length; i++)
        {
            steps[i] = i;
        }

        return Smooth(steps, values, options);
    }

    /// <summary>Smooths values over uneven places or times.</summary>
    /// <param name="x">Where the values are, none less than the one before.</param>
    /// <param name="y">The values, as many; missing ones as NaN.</param>
    /// <param name="options">Settings; the defaults when not given.</param>
    /// <returns>The curve at each x; NaN before the first and after the last value that is there.</returns>
    /// <exception cref="ArgumentException">There are more places than values or fewer, or they are not in order.</exception>
    /// <exception cref="InputException">A value is infinite, or fewer than two are there.</exception>
    public static double[] Smooth(ReadOnlySpan<double> x, ReadOnlySpan<double> y, LoessOptions? options = null)
    {
        options ??= new();
        Check(x, y, options);
        List<double> places = [], present = [];
        for (int i = 0; i < y.Length; i++)
        {
            if (!double.IsNaN(y[i]))
            {
                places.Add(x[i]);
                present.Add(y[i]);
            }
        }

        SeriesChecks.RequireLength(present.Count, 2, "LOESS");
        double[] at = [.. places];
        double[] curve = Fit(at, [.. present], options);
        return present.Count == y.Length ? curve : Between(x, at, curve);
    }

    private static double[] Fit(double[] x, double[] y, LoessOptions options)
    {
        int n = x.Length, neighbours = Math.Clamp((int)((options.Fraction * n) + 1e-10), 2, n);
        double delta = options.Delta ?? (n <= PointsWithOwnLine ? 0 : ShareOfRange * (x[^1] - x[0]));
        int[] knots = Knots(x, delta), starts = Neighbourhoods(x, knots, neighbours);
        double[] robust = new double[n], curve = new double[n];
        Array.Fill(robust, 1);
        LoessBlocks? blocks = LoessBlocks.Of(x, y);
        for (int fit = 0; fit <= options.RobustIterations; fit++)
        {
            blocks?.Weigh(robust);
            Workers.For(knots.Length, k => curve[knots[k]] = (blocks is null
                ? LineAt(x, y, robust, x[knots[k]], starts[k], neighbours)
                : blocks.LineAt(robust, x[knots[k]], starts[k], neighbours)) ?? y[knots[k]]);
            Bridge(x, curve, knots);
            if (fit < options.RobustIterations && !Downweight(y, curve, robust))
            {
                break;
            }
        }

        return curve;
    }

    /// <summary>The value at a place of the weighted line through its neighbours; null where none has a weight.</summary>
    private static double? LineAt(double[] x, double[] y, double[] robust, double at, int start, int count)
    {
        double radius = Math.Max(at - x[start], x[start + count - 1] - at);
        Span<double> near = x.AsSpan(start, count), values = y.AsSpan(start, count), trusted = robust.AsSpan(start, count);
        double sum = 0, meanX = 0, meanY = 0;
        for (int j = 0; j < count; j++)
        {
            double weight = Tricube(near[j] - at, radius) * trusted[j];
            sum += weight;
            meanX += weight * near[j];
            meanY += weight * values[j];
        }

        if (sum <= 0)
        {
            return null;
        }

        meanX /= sum;
        meanY /= sum;
        double squares = 0, products = 0;
        for (int j = 0; j < count; j++)
        {
            double weight = Tricube(near[j] - at, radius) * trusted[j], off = near[j] - meanX;
            squares += weight * off * off;
            products += weight * off * values[j];
        }

        return squares / sum < Flat ? meanY : meanY + ((at - meanX) * products / squares);
    }

    /// <summary>The weight by distance, from 1 at a place itself to 0 at a radius.</summary>
    internal static double Tricube(double distance, double radius)
    {
        double share = radius > 0 ? Math.Abs(distance) / radius : 0;
        double rest = 1 - (share * share * share);
        return share >= 1 ? 0 : rest * rest * rest;
    }

    /// <summary>Bisquare weights by residual; false where the curve goes through most points already, but for rounding.</summary>
    private static bool Downweight(double[] y, double[] curve, double[] robust)
    {
        double[] residuals = new double[y.Length];
        for (int i = 0; i < y.Length; i++)
        {
            residuals[i] = Math.Abs(y[i] - curve[i]);
        }

        double scale = 6 * ArrayStatistics.MedianInplace((double[])residuals.Clone());
        if (scale <= Rounding * y.Max(Math.Abs))
        {
            return false;
        }

        for (int i = 0; i < y.Length; i++)
        {
            double share = Math.Min(1, residuals[i] / scale);
            robust[i] = (1 - (share * share)) * (1 - (share * share));
        }

        return true;
    }

    /// <summary>The points with a line of their own: after each, the furthest within delta, as Cleveland's program has it.</summary>
    private static int[] Knots(double[] x, double delta)
    {
        List<int> knots = [0];
        while (knots[^1] < x.Length - 1)
        {
            int next = knots[^1] + 1;
            double furthest = x[knots[^1]] + delta;
            while (next + 1 < x.Length && x[next + 1] <= furthest)
            {
                next++;
            }

            knots.Add(next);
        }

        return [.. knots];
    }

    /// <summary>The first of the nearest neighbours of each knot.</summary>
    private static int[] Neighbourhoods(double[] x, int[] knots, int neighbours)
    {
        int[] starts = new int[knots.Length];
        int start = 0;
        for (int k = 0; k < knots.Length; k++)
        {
            while (start + neighbours < x.Length && x[knots[k]] > (x[start] + x[start + neighbours]) / 2)
            {
                start++;
            }

            starts[k] = start;
        }

        return starts;
    }

    private static void Bridge(double[] x, double[] curve, int[] knots)
    {
        for (int k = 1; k < knots.Length; k++)
        {
            (int from, int to) = (knots[k - 1], knots[k]);
            for (int i = from + 1; i < to; i++)
            {
                double share = x[to] > x[from] ? (x[i] - x[from]) / (x[to] - x[from]) : 0;
                curve[i] = curve[from] + (share * (curve[to] - curve[from]));
            }
        }
    }

    private static double[] Between(ReadOnlySpan<double> x, double[] at, double[] curve)
    {
        double[] all = new double[x.Length];
        int next = 0;
        for (int i = 0; i < x.Length; i++)
        {
            while (next < at.Length - 1 && at[next] < x[i])
            {
                next++;
            }

            all[i] = x[i] < at[0] || x[i] > at[^1] ? double.NaN
                : next == 0 || at[next] <= x[i] ? curve[next]
                : curve[next - 1] + ((x[i] - at[next - 1]) / (at[next] - at[next - 1]) * (curve[next] - curve[next - 1]));
        }

        return all;
    }

    private static void Check(ReadOnlySpan<double> x, ReadOnlySpan<double> y, LoessOptions options)
    {
        SeriesChecks.RequireAsMany(x.Length, y.Length, "places");
        if (options.Fraction is not (> 0 and <= 1) || options.RobustIterations < 0 || options.Delta is < 0 or double.NaN)
        {
            throw new ArgumentException(
                FormattableString.Invariant(
                    $"LOESS has fraction {options.Fraction}, {options.RobustIterations} robust iterations and delta {options.Delta}: give ")
                + "a fraction above 0 and at most 1, and nothing negative.",
                nameof(options));
        }

        for (int i = 0; i < x.Length; i++)
        {
            if (!double.IsFinite(x[i]) || (i > 0 && x[i] < x[i - 1]))
            {
                throw new ArgumentException(
                    FormattableString.Invariant($"Place {i} (from 0) is {x[i]}, not a number at or after the one before: sort them."),
                    nameof(x));
            }
        }

        SeriesChecks.RequireNoInfinity(y);
    }
}
