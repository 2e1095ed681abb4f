using Unroll.Series.Frames;

namespace Unroll.Series.Preparing;

/// <summary>The training rows of a series.</summary>
internal static class TrainingRows
{
    /// <summary>The rows: a view where they follow one another, else a copy.</summary>
    /// <param name="frame">The series.</param>
    /// <param name="runs">Runs of rows, in the order of time.</param>
    public static Frame Of(Frame frame, IReadOnlyList<RowRange> runs)
    {
        if (runs.Count == 1)
        {
            return frame.Slice(runs[0].Start, runs[0].Count);
        }

        int[] rows = [.. runs.SelectMany(run => Enumerable.Range(run.Start, run.Count))];
        Frame picked = new(frame.Time.Pick(rows), frame.ColumnNames, [.. frame.ColumnNames.Select(name => Pick(frame.Column(name), rows))]);
        foreach (string name in frame.ColumnNames)
        {
            picked = frame.Categories(name) is { } texts ? picked.WithCategories(name, texts) : picked;
        }

        return picked;
    }

    private static double[] Pick(ReadOnlySpan<double> column, int[] rows)
    {
        double[] values = new double[rows.Length];
        for (int i = 0; i < rows.Length; i++)
        {
            values[i] = column[rows[i]];
        }

        return values;
    }
}
