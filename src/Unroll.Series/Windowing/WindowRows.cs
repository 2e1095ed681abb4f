using Unroll.Series.Frames;

namespace Unroll.Series.Windowing;

/// <summary>Consecutive rows of a window.</summary>
/// <param name="Rows">The rows.</param>
/// <param name="First">Stamp of the first row, as messages show it.</param>
/// <param name="Last">Stamp of the last row.</param>
/// <param name="Names">The columns.</param>
/// <param name="FirstValues">Values of the columns at the first row.</param>
/// <param name="LastValues">Values at the last row.</param>
public sealed record WindowRows(
    RowRange Rows, string First, string Last, IReadOnlyList<string> Names, IReadOnlyList<double> FirstValues,
    IReadOnlyList<double> LastValues)
{
    /// <summary>The rows of a frame.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="names">Columns.</param>
    /// <param name="rows">The rows, at least one.</param>
    internal static WindowRows Of(Frame frame, IReadOnlyList<string> names, RowRange rows) => new(
        rows, frame.Time.Text(rows.Start), frame.Time.Text(rows.End - 1), names, Values(frame, names, rows.Start),
        Values(frame, names, rows.End - 1));

    private static double[] Values(Frame frame, IReadOnlyList<string> names, int row)
    {
        double[] values = new double[names.Count];
        for (int j = 0; j < values.Length; j++)
        {
            frame.CopyColumn(names[j], row, values.AsSpan(j, 1));
        }

        return values;
    }
}
