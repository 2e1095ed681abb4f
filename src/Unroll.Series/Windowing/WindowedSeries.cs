using Unroll.Series.Frames;

namespace Unroll.Series.Windowing;

/// <summary>A prepared series that windows are taken from.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Frame">Its prepared columns.</param>
/// <param name="Targets">The rows that all targets of a window must be in; inputs may reach back before them.</param>
/// <param name="StaticCovariates">Static covariates, a number for each of <see cref="WindowColumns.StaticNames"/>.</param>
public sealed record WindowedSeries(string Id, Frame Frame, RowRange Targets, IReadOnlyList<double> StaticCovariates)
{
    /// <summary>
    /// The first row that windows may hold, and that fills those that begin before it (<see cref="WindowLayout.MinLength"/>): behind
    /// the rows for which a step of preparation has no value. 0 unless given.
    /// </summary>
    public int FirstRow { get; init; }

    /// <summary>A series without static covariates.</summary>
    /// <param name="id">Its name.</param>
    /// <param name="frame">Its prepared columns.</param>
    /// <param name="targets">The rows that all targets of a window must be in.</param>
    public WindowedSeries(string id, Frame frame, RowRange targets)
        : this(id, frame, targets, [])
    {
    }

    /// <summary>One of many series, of which all rows may be targets.</summary>
    /// <param name="item">The series.</param>
    public WindowedSeries(SeriesItem item)
        : this(
            (item ?? throw new ArgumentNullException(nameof(item))).Id, item.Frame, new RowRange(0, item.Frame.RowCount),
            item.StaticCovariates)
    {
    }
}
