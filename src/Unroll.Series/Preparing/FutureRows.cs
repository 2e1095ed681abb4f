using Unroll.Series.Frames;

namespace Unroll.Series.Preparing;

/// <summary>
/// Rows at the end of series whose targets are not known yet: they are the future, and are never imputed.
/// </summary>
internal static class FutureRows
{
    private const int RowsAtOnce = 4096;

    /// <summary>Rows up to the last one that has any target; all rows where there are no targets.</summary>
    public static int Known(Frame frame, IReadOnlyList<string> targets) => targets.Count == 0
        ? frame.RowCount
        : targets.Max(target => Known(frame, target));

    /// <summary>Series without their unknown rows at the end; one without any known row is left as it is.</summary>
    public static SeriesSet LeftOut(SeriesSet series, IReadOnlyList<int> known)
    {
        int index = 0;
        return series.Map(item => known[index++] is var rows && rows > 0 && rows < item.Frame.RowCount ? item.Frame.Slice(0, rows)
            : item.Frame);
    }

    /// <summary>A series whose targets are missing from a row on.</summary>
    public static Frame WithoutTargets(Frame frame, IReadOnlyList<string> targets, int from)
    {
        string[] later = [.. targets.Where(target => frame.HasColumn(target) && Known(frame, target) > from)];
        return later.Length == 0 ? frame : frame.With(later.Select(target =>
        {
            double[] values = frame.Column(target).ToArray();
            values.AsSpan(from).Fill(double.NaN);
            return (target, values);
        }));
    }

    /// <summary>
    /// A reshaped series whose targets are missing in all rows that it would not have if it ended where its targets do: an interval that
    /// the targets fill only in part, and that a step would leave out, must not become a target.
    /// </summary>
    /// <param name="read">The series before it was reshaped.</param>
    /// <param name="reshaped">The series, reshaped.</param>
    /// <param name="steps">The steps that reshaped it.</param>
    /// <param name="targets">The targets.</param>
    public static Frame WithoutUnfinished(SeriesItem read, Frame reshaped, IReadOnlyList<FittedStep> steps, IReadOnlyList<string> targets)
    {
        int known = Known(read.Frame, targets);
        if (known == 0 || known == read.Frame.RowCount)
        {
            return reshaped;
        }

        Frame until = Preparation.Transform(steps, read.Frame.Slice(0, known), read.Id);
        return WithoutTargets(reshaped, targets, until.RowCount == 0 ? 0
            : reshaped.Time.IndexAtOrAfter(until.Time[until.RowCount - 1].AddTicks(1)));
    }

    /// <summary>Rows up to the last known value, which is mostly near the end: the column is looked at from there, part by part.</summary>
    private static int Known(Frame frame, string column)
    {
        double[] part = new double[Math.Min(frame.RowCount, RowsAtOnce)];
        for (int end = frame.RowCount; end > 0; end -= part.Length)
        {
            Span<double> values = part.AsSpan(0, Math.Min(part.Length, end));
            frame.CopyColumn(column, end - values.Length, values);
            if (values.LastIndexOfAnyExcept(double.NaN) is var last and >= 0)
            {
                return end - values.Length + last + 1;
            }
        }

        return 0;
    }
}
