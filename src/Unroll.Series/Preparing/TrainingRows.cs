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

        return frame.Pick([.. runs.SelectMany(run => Enumerable.Range(run.Start, run.Count))]);
    }
}
