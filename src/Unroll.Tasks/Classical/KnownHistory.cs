using Unroll.Series.Frames;

namespace Unroll.Tasks.Classical;

/// <summary>
/// The values of a series up to a row, from the first that is known on. A missing one is that of a season before, or the last known: what
/// follows it is not looked at.
/// </summary>
/// <param name="Start">The row of the first value.</param>
/// <param name="Values">The values, without gaps.</param>
internal readonly record struct KnownHistory(int Start, double[] Values)
{
    /// <summary>The history of a column.</summary>
    /// <param name="frame">The columns.</param>
    /// <param name="column">The column.</param>
    /// <param name="rows">How many rows from the beginning on are known.</param>
    /// <param name="season">Steps of a season; 1 for none.</param>
    public static KnownHistory Of(Frame frame, string column, int rows, int season)
    {
        ReadOnlySpan<double> all = frame.Column(column)[..rows];
        int start = all.IndexOfAnyExcept(double.NaN);
        if (start < 0)
        {
            return new KnownHistory(0, []);
        }

        double[] values = all[start..].ToArray();
        for (int row = 1; row < values.Length; row++)
        {
            values[row] = !double.IsNaN(values[row]) ? values[row] : row >= season ? values[row - season] : values[row - 1];
        }

        return new KnownHistory(start, values);
    }
}
