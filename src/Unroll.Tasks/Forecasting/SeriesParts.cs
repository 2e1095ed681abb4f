using Unroll.Series.Frames;
using Unroll.Series.Windowing;

namespace Unroll.Tasks.Forecasting;

/// <summary>Which rows of a series are learned from, watched and tested on; a part that the series has no share in has no rows.</summary>
/// <param name="Training">Runs of rows to learn from, in the order of time.</param>
/// <param name="Validation">Runs of rows that training is watched on.</param>
/// <param name="Test">Runs of rows that the result is told on.</param>
internal sealed record SeriesParts(IReadOnlyList<RowRange> Training, IReadOnlyList<RowRange> Validation, IReadOnlyList<RowRange> Test)
{
    /// <summary>The rows of a frame that are learned from, and no others: a view where they follow one another, else a copy.</summary>
    public Frame TrainingRows(Frame frame)
    {
        if (Training.Count <= 1)
        {
            return Training.Count == 0 ? frame.Slice(0, 0) : frame.Slice(Training[0].Start, Training[0].Count);
        }

        int[] rows = [.. Training.SelectMany(run => Enumerable.Range(run.Start, run.Count))];
        Frame picked = new(
            frame.Time.Pick(rows),
            frame.ColumnNames,
            [.. frame.ColumnNames.Select(name => Pick(frame.Column(name), rows))]);
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
