using Unroll.Series.Frames;

namespace Unroll.Series.Profiling;

/// <summary>The sampling of stamps: the step they keep, and its gaps and irregular intervals.</summary>
internal static class TimeAnalysis
{
    private const double LeastShareOfMode = 0.5;
    private const double MostOffGrid = 0.05;
    private const double ShortestMonth = 28;
    private const double ShortestDay = 20 / 24.0;

    /// <summary>Describes the stamps of all series.</summary>
    internal static TimeProfile Of(SeriesSet set, int examples)
    {
        if (set.Items[0].Frame.Time.IsNumbered)
        {
            return Numbered([.. set.Items.Where(item => item.Frame.RowCount > 0)], examples);
        }

        SeriesItem[] items = [.. set.Items.Where(item => item.Frame.RowCount > 0)];
        if (items.Length == 0)
        {
            return new TimeProfile();
        }

        TimeZoneInfo? zone = items[0].Frame.Time.Zone;
        if (zone is null || items.SelectMany(InLocalDays).ToArray() is not { } local || local.Length < items.Length)
        {
            return Of(items, examples) with { Zone = zone };
        }

        // Days and months are even by the clock on the wall: 23 hours in spring are one day.
        TimeProfile profile = Of(local, examples);
        return profile with
        {
            Zone = zone,
            First = items.Min(item => item.Frame.Time[0]),
            Last = items.Max(item => item.Frame.Time[item.Frame.RowCount - 1]),
            Step = profile.Step is { } step ? step with { Zone = zone } : null,
            LargestGaps = [
                .. profile.LargestGaps.Select(
                    gap => gap with { After = ZoneClock.ToUtc(gap.After, zone), Before = ZoneClock.ToUtc(gap.Before, zone) })],
        };
    }

    /// <summary>The gaps of row numbers, which their usual step tells.</summary>
    private static TimeProfile Numbered(SeriesItem[] items, int examples)
    {
        TimeProfile numbered = new() { IsNumbered = true };
        if (Array.TrueForAll(items, item => item.Frame.RowCount < 2 || item.Frame.Time.Step is not null))
        {
            return numbered;
        }

        (long step, _) = StampIntervals.Mode(StampIntervals.Sorted(items));
        return Gaps(
            items, numbered with { MostFrequentInterval = TimeSpan.FromTicks(step) }, examples,
            (before, after) => ((after - before).Ticks / step) - 1, (_, missing) => missing > 0);
    }

    /// <summary>A series with its local times, where it has rows that are days or more apart; else nothing.</summary>
    private static IEnumerable<SeriesItem> InLocalDays(SeriesItem item)
    {
        TimeIndex time = item.Frame.Time;
        for (int i = 1; i < time.Count; i++)
        {
            if ((time[i] - time[i - 1]).TotalDays < ShortestDay)
            {
                yield break;
            }
        }

        DateTime[] local = new DateTime[time.Count];
        time.CopyLocal(0, local);
        yield return item with { Frame = new Frame(new TimeIndex(local), [], []) };
    }

    private static TimeProfile Of(SeriesItem[] items, int examples)
    {
        TimeProfile span = new()
        {
            First = items.Min(item => item.Frame.Time[0]),
            Last = items.Max(item => item.Frame.Time[item.Frame.RowCount - 1]),
        };
        long[] sorted = StampIntervals.Sorted(items);
        if (sorted.Length == 0)
        {
            return span;
        }

        (long mode, double modeShare) = StampIntervals.Mode(sorted);
        span = span with
        {
            MedianInterval = TimeSpan.FromTicks(sorted[(sorted.Length - 1) / 2]),
            MostFrequentInterval = TimeSpan.FromTicks(mode),
            ShortestInterval = TimeSpan.FromTicks(StampIntervals.Extreme(items, shortest: true)),
            LongestInterval = TimeSpan.FromTicks(StampIntervals.Extreme(items, shortest: false)),
        };
        return span.MedianInterval.Value.TotalDays >= ShortestMonth && CalendarSteps.OfMonths(items) is { } months
            ? Gaps(
                items, span with { Step = months }, examples,
                (before, after) => (CalendarSteps.MonthsBetween(before, after) / months.Months) - 1, (_, missing) => missing > 0)
            : Spans(items, span, mode, modeShare, sorted, examples);
    }

    private static TimeProfile Spans(SeriesItem[] items, TimeProfile span, long mode, double modeShare, long[] sorted, int examples)
    {
        double offGrid = (double)sorted.Count(interval => interval % mode != 0) / sorted.Length;
        SamplingGrid? grid = SamplingGrid.Find(items, mode);
        if (grid is null && (modeShare < LeastShareOfMode || offGrid > MostOffGrid))
        {
            if (CalendarSteps.OnDays(items) is { } step)
            {
                return Gaps(
                    items, span with { Step = step }, examples,
                    (before, after) => step.Days.IndexOf(after) - step.Days.IndexOf(before) - 1, (_, missing) => missing > 0);
            }

            // A pause is reported where it is out of all proportion: not even one interval in twenty is a third of it.
            long pause = 3 * sorted[(int)((sorted.Length - 1) * (1 - MostOffGrid))];
            return Gaps(items, span, examples, (_, _) => null, (interval, _) => interval > pause) with
            {
                IrregularShare = 1 - modeShare,
                LongestUsualInterval = TimeSpan.FromTicks(pause),
            };
        }

        return Gaps(
            items,
            span with { Step = new TimeStep(TimeSpan.FromTicks(mode), 0), Pattern = grid?.Pattern },
            examples,
            (before, after) =>
                grid is not null ? grid.StampsBetween(before, after) : Math.Max(0, (((after - before).Ticks + (mode / 2)) / mode) - 1),
            (_, missing) => missing > 0,
            (before, after) => (after - before).Ticks == mode || (grid is not null && grid.StampsBetween(before, after) == 0));
    }

    /// <summary>Counts gaps and irregular intervals, and keeps the largest gaps.</summary>
    private static TimeProfile Gaps(
        SeriesItem[] items,
        TimeProfile span,
        int examples,
        Func<DateTime, DateTime, long?> missingBetween,
        Func<long, long?, bool> isGap,
        Func<DateTime, DateTime, bool>? isStep = null)
    {
        long gaps = 0;
        long missingStamps = 0;
        long irregular = 0;
        long intervals = 0;
        PriorityQueue<TimeGap, long> largest = new();
        foreach (SeriesItem item in items)
        {
            TimeIndex stamps = item.Frame.Time;
            for (int i = 1; i < stamps.Count; i++)
            {
                DateTime before = stamps[i - 1];
                DateTime after = stamps[i];
                intervals++;
                if (isStep is not null && (after - before).Ticks == span.MostFrequentInterval!.Value.Ticks)
                {
                    continue;
                }

                long? missing = missingBetween(before, after);
                irregular += isStep is null ? (missing > 0 ? 1 : 0) : isStep(before, after) ? 0 : 1;
                if (!isGap((after - before).Ticks, missing))
                {
                    continue;
                }

                gaps++;
                missingStamps += missing ?? 0;
                largest.Enqueue(new TimeGap(item.Id, before, after, missing), missing ?? (after - before).Ticks);
                if (largest.Count > examples)
                {
                    largest.Dequeue();
                }
            }
        }

        TimeGap[] kept = [
            .. largest.UnorderedItems.OrderByDescending(item => item.Priority).ThenBy(item => item.Element.After)
                .Select(item => item.Element)];
        return span with
        {
            Gaps = gaps,
            MissingStamps = missingStamps,
            LargestGaps = kept,
            IrregularShare = intervals == 0 ? 0 : (double)irregular / intervals,
        };
    }
}
