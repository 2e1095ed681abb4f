using Unroll.Series.Frames;

namespace Unroll.Series.Preparing;

/// <summary>
/// Series transformed by the steps that change rows: splits are made of their rows. The other steps are fitted on the training rows among
/// them (<see cref="Fit"/>).
/// </summary>
public sealed class ReshapedSeries
{
    private readonly IReadOnlyList<PreparingStep> _rest;
    private readonly PreparationOptions _options;
    private readonly FittedStep[] _rowSteps;
    private readonly SeriesSet _read;

    internal ReshapedSeries(IReadOnlyList<PreparingStep> rest, PreparationOptions options, FittedStep[] rowSteps, SeriesSet read,
        SeriesSet series, IReadOnlyList<string> notes)
    {
        (_rest, _options, _rowSteps, _read, Series, Notes) = (rest, options, rowSteps, read, series, notes);
        KnownRows = [.. series.Items.Select(item => FutureRows.Known(item.Frame, options.Targets))];
    }

    /// <summary>The series, future rows included. In those, targets are missing.</summary>
    public SeriesSet Series { get; }

    /// <summary>
    /// The series without the rows at their ends that have no target yet, which serve neither training nor evaluation. A series without any
    /// target is left as it is. Rows are numbered as in <see cref="Series"/>.
    /// </summary>
    public SeriesSet History => field ??= FutureRows.LeftOut(Series, KnownRows);

    /// <summary>Rows of each series up to the last one that has any target; 0 where none has, and all where there are no targets.</summary>
    public IReadOnlyList<int> KnownRows { get; }

    /// <summary>The notes of the steps, such as rows that they left out; empty where there are none.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>
    /// The first row with information later than a moment, although its stamp may not be later: where rows are intervals of time, the
    /// border of two parts may fall into one.
    /// </summary>
    /// <param name="index">Index of the series.</param>
    /// <param name="last">The last moment of the earlier part.</param>
    /// <returns>The row; all rows where none does.</returns>
    public int EndOfWhole(int index, DateTime last)
    {
        (Frame frame, TimeIndex rows) = (_read[index].Frame, Series[index].Frame.Time);
        int until = After(frame.Time, last), end = After(rows, last);
        if (until == frame.RowCount || _rowSteps.Length == 0)
        {
            return end;
        }

        // Of what was read until the first moment of the later part, the last row is the one that this moment is in; its values do not
        // matter.
        TimeIndex known = Preparation.Transform(_rowSteps.Select(step => step.Keeping()), frame.Slice(0, until + 1), _read[index].Id).Time;
        return known.Count > 0 && known[known.Count - 1] <= last ? Math.Min(end, rows.IndexAtOrAfter(known[known.Count - 1])) : end;
    }

    /// <summary>Fits the steps that leave rows as they are on the training rows, and on nothing else.</summary>
    /// <param name="training">The training rows of each series, in the order of time; none for a series without.</param>
    /// <exception cref="ArgumentException">There is not one list for each series, or no row at all.</exception>
    /// <exception cref="InputException">A step does not fit the series.</exception>
    public Preparation Fit(IReadOnlyList<IReadOnlyList<RowRange>> training)
    {
        ArgumentNullException.ThrowIfNull(training);
        if (training.Count != Series.Count)
        {
            throw new ArgumentException($"There are training rows of {training.Count} series, but {Series.Count} series: give a list for " +
                "each.", nameof(training));
        }

        return Preparation.Fit(_rest, _rowSteps, History, training, _options);
    }

    private static int After(TimeIndex time, DateTime last) =>
        last == DateTime.MaxValue ? time.Count : time.IndexAtOrAfter(last.AddTicks(1));
}
