namespace Unroll.Analysis;

/// <summary>
/// Dynamic time warping: the distance of two sequences where one may run ahead of the other (Sakoe and Chiba 1978). Several channels are
/// warped together.
/// </summary>
public static class DynamicTimeWarping
{
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

        int rows = first.Length / channels, columns = second.Length / channels;
        double slope = rows == 1 ? 0 : (columns - 1) / (double)(rows - 1);

        // On unequal lengths the band follows the diagonal, and is wide enough for its steps to join.
        double radius = Math.Max(Math.Floor(window * Math.Max(rows, columns)), rows == 1 ? columns : Math.Ceiling(slope));
        double[] before = new double[columns + 1], here = new double[columns + 1];
        Array.Fill(before, double.PositiveInfinity);
        before[0] = 0;
        for (int row = 0; row < rows; row++)
        {
            Array.Fill(here, double.PositiveInfinity);
            int from = Math.Max(0, (int)Math.Ceiling((row * slope) - radius));
            int to = Math.Min(columns - 1, (int)Math.Floor((row * slope) + radius));
            double least = double.PositiveInfinity;
            for (int column = from; column <= to; column++)
            {
                double best = Math.Min(before[column], Math.Min(before[column + 1], here[column]));
                here[column + 1] = best + Squared(first.Slice(row * channels, channels), second.Slice(column * channels, channels));
                least = Math.Min(least, here[column + 1]);
            }

            if (least > limit)
            {
                return double.PositiveInfinity;
            }

            (before, here) = (here, before);
        }

        return before[columns];
    }

    private static double Squared(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        double sum = 0;
        for (int i = 0; i < first.Length; i++)
        {
            double difference = first[i] - second[i];
            sum += difference * difference;
        }

        return sum;
    }
}
