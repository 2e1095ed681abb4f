namespace Unroll.Analysis;

/// <summary>
/// Dynamic time warping: the distance of two sequences where one may run ahead of the other (Sakoe and Chiba 1978). Several channels are
/// warped together.
/// </summary>
public static class DynamicTimeWarping
{
    private const string Name = "Dynamic time warping";
    private const int FewColumns = 1024;

    /// <summary>
    /// The least sum of squared differences along a path that aligns all steps of both sequences, in order. The root is not taken.
    /// </summary>
    /// <param name="first">A sequence: the channels of its first step, then those of the next.</param>
    /// <param name="second">Another, which may be of another length.</param>
    /// <param name="channels">Channels of a step.</param>
    /// <param name="window">
    /// How far paths may leave the diagonal, as a share of the longer sequence (a Sakoe–Chiba band); 1 for as far as they like.
    /// </param>
    /// <param name="limit">Where every path is longer than this, the result is infinite: the rest is then not computed.</param>
    /// <exception cref="ArgumentException">A sequence has no step, or no whole number of them.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    /// <exception cref="InputException">A value is missing, infinite, or too large to be squared.</exception>
    public static double Distance(
        ReadOnlySpan<double> first, ReadOnlySpan<double> second, int channels = 1, double window = 1,
        double limit = double.PositiveInfinity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        if (!(window is >= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(window), window, "A window is a share of the longer sequence, from 0 to 1.");
        }

        if (first.Length == 0 || second.Length == 0 || first.Length % channels != 0 || second.Length % channels != 0)
        {
            throw new ArgumentException(
                $"Sequences of {CountFormatter.Format(first.Length, "numbers")} and of {CountFormatter.Format(second.Length, "numbers")} "
                + $"are no steps of {CountFormatter.Format(channels, "channels")} each.", nameof(first));
        }

        if (double.IsNaN(limit))
        {
            throw new ArgumentOutOfRangeException(nameof(limit), limit, "A limit is a number, infinite where there is none.");
        }

        SeriesChecks.RequireComplete(first, Name);
        SeriesChecks.RequireComplete(second, Name);
        SeriesChecks.RequireNotTooLarge(first);
        SeriesChecks.RequireNotTooLarge(second);
        return Distance(first, second, channels, window, limit, []);
    }

    /// <summary>The distance of checked sequences.</summary>
    /// <param name="first">A sequence.</param>
    /// <param name="second">Another.</param>
    /// <param name="channels">Channels of a step.</param>
    /// <param name="window">How far paths may leave the diagonal.</param>
    /// <param name="limit">Where every path is longer than this, the result is infinite.</param>
    /// <param name="rest">
    /// What the steps of the first sequence from each on add to any path at least, with a 0 behind the last; empty where it is not known.
    /// </param>
    internal static double Distance(
        ReadOnlySpan<double> first, ReadOnlySpan<double> second, int channels, double window, double limit, ReadOnlySpan<double> rest)
    {
        int rows = first.Length / channels, columns = second.Length / channels;
        double slope = rows == 1 ? 0 : (columns - 1) / (double)(rows - 1), radius = Radius(rows, columns, window);
        Span<double> before = columns < FewColumns ? stackalloc double[columns + 1] : new double[columns + 1];
        Span<double> here = columns < FewColumns ? stackalloc double[columns + 1] : new double[columns + 1];
        before.Fill(double.PositiveInfinity);
        before[0] = 0;

        // Paths that are too long are no longer followed (Herrmann and Webb 2021): of the row before only the columns from start to last
        // have others.
        int start = 0, last = -1;
        for (int row = 0; row < rows; row++)
        {
            int from = Math.Max(start, (int)Math.Ceiling((row * slope) - radius));
            int to = Math.Min(columns - 1, (int)Math.Floor((row * slope) + radius));
            double bound = rest.IsEmpty ? limit : limit - rest[row + 1], left = double.PositiveInfinity;
            (int firstOpen, int lastOpen) = (-1, -1);
            here[from] = left;
            ReadOnlySpan<double> step = first.Slice(row * channels, channels);
            for (int column = from; column <= to && (column <= last + 1 || !double.IsPositiveInfinity(left)); column++)
            {
                double best = column > last + 1 ? left
                    : double.MinNative(double.MinNative(before[column], before[column + 1]), left);
                double difference = step[0] - second[column * channels], squared = difference * difference;
                for (int channel = 1; channel < step.Length; channel++)
                {
                    difference = step[channel] - second[(column * channels) + channel];
                    squared += difference * difference;
                }

                left = best + squared;
                left = left <= bound ? left : double.PositiveInfinity;
                here[column + 1] = left;
                if (!double.IsPositiveInfinity(left))
                {
                    (firstOpen, lastOpen) = (firstOpen < 0 ? column : firstOpen, column);
                }
            }

            if (firstOpen < 0)
            {
                return double.PositiveInfinity;
            }

            (start, last) = (firstOpen, lastOpen);
            if (last + 2 <= columns)
            {
                here[last + 2] = double.PositiveInfinity;
            }

            Span<double> next = here;
            here = before;
            before = next;
        }

        return last == columns - 1 ? before[columns] : double.PositiveInfinity;
    }

    /// <summary>
    /// How far paths leave the diagonal; on unequal lengths the band follows it, and is wide enough for its steps to join.
    /// </summary>
    /// <param name="rows">Steps of a sequence.</param>
    /// <param name="columns">Steps of the other.</param>
    /// <param name="window">The window, as a share.</param>
    internal static double Radius(int rows, int columns, double window) => Math.Max(
        Math.Floor(window * Math.Max(rows, columns)),
        rows == columns ? 0 : rows == 1 ? columns : Math.Ceiling((columns - 1) / (double)(rows - 1)));
}
