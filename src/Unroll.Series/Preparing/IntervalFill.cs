using Unroll.Series.Frames;

namespace Unroll.Series.Preparing;

/// <summary>
/// The coverage of the first and the last interval of a series by its rows, compared with where rows begin and end in other intervals. So a
/// day of office hours that ends at 17:00, as every day does, is whole, and such a day of half-hourly rows around the clock is not.
/// </summary>
/// <param name="Interval">The median time between rows of the training part, in ticks: nothing shorter is missing.</param>
/// <param name="Lead">
/// Usual time from the beginning of an interval to its first row, in ticks; null where no series of the training part has a second
/// interval.
/// </param>
/// <param name="Rest">Usual time from the last row of an interval to its end, in ticks; null where none has a second one.</param>
internal readonly record struct IntervalFill(double Interval, double? Lead, double? Rest)
{
    /// <summary>The share of intervals that begin and end as usual: holidays and outages are not.</summary>
    private const double UsualShare = 0.9;

    /// <summary>Fits the usual margins.</summary>
    /// <param name="training">The training part.</param>
    /// <param name="ruler">The division of time into intervals.</param>
    /// <param name="step">The step's name, for messages.</param>
    public static IntervalFill Fit(SeriesSet training, BinRuler ruler, string step)
    {
        List<double> leads = [], rests = [];
        foreach (SeriesItem item in training.Items)
        {
            Bins bins = ruler.Cut(item.Frame.Time, step, item.Id);
            leads.AddRange(WithRows(bins, 1, bins.Count).Select(bin => LeadOf(bins, item.Frame.Time, bin, ruler.ClosedRight)));
            rests.AddRange(RestsOf(bins, item.Frame.Time, ruler.ClosedRight));
        }

        return new(Intervals.MedianTicks(training), Usual(leads), Usual(rests));
    }

    /// <summary>Whether the rows leave the beginning of the first interval empty, whatever later rows are.</summary>
    public bool IsFirstPartial(Bins bins, TimeIndex time, bool closedRight) =>
        bins.Count > 0 && IsKnown && LeadOf(bins, time, 0, closedRight) is var lead && lead >= Interval && lead > (Lead ?? 0);

    /// <summary>
    /// Whether the rows leave the end of the last interval empty, as measured by the intervals before it, which are over.
    /// </summary>
    public bool IsLastPartial(Bins bins, TimeIndex time, bool closedRight)
    {
        if (bins.Count == 0 || !IsKnown)
        {
            return false;
        }

        double rest = RestOf(bins, time, bins.Count - 1, closedRight);
        return rest > Interval && rest > (Usual([.. RestsOf(bins, time, closedRight)]) ?? Rest ?? 0);
    }

    /// <summary>Whether the distance of rows is known; a single row has none.</summary>
    private bool IsKnown => Interval > 1;

    /// <summary>The margins at the end of all complete intervals: all but the last.</summary>
    private static IEnumerable<double> RestsOf(Bins bins, TimeIndex time, bool closedRight) =>
        WithRows(bins, 0, bins.Count - 1).Select(bin => RestOf(bins, time, bin, closedRight));

    private static IEnumerable<int> WithRows(Bins bins, int from, int to) =>
        Enumerable.Range(from, Math.Max(0, to - from)).Where(bin => bins.Offsets[bin + 1] > bins.Offsets[bin]);

    private static double? Usual(List<double> lengths)
    {
        lengths.Sort();
        return lengths.Count == 0 ? null : lengths[(int)Math.Ceiling(UsualShare * lengths.Count) - 1];
    }

    private static double LeadOf(Bins bins, TimeIndex time, int bin, bool closedRight) =>
        time[bins.Offsets[bin]].Ticks - (closedRight ? 1 : 0) - bins.Starts[bin];

    private static double RestOf(Bins bins, TimeIndex time, int bin, bool closedRight) =>
        bins.Starts[bin] + bins.Lengths[bin] - (time[bins.Offsets[bin + 1] - 1].Ticks - (closedRight ? 1 : 0));
}
