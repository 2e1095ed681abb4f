using System.Globalization;
using Unroll.Series.Frames;

namespace Unroll.Series.Windowing;

/// <summary>
/// A split of many series by time. Rows of an embargo, before the validation and the test part, are in no part: they are too near to the
/// targets that follow.
/// </summary>
public static class PanelSplit
{
    /// <summary>Splits each series by shares of its own rows.</summary>
    /// <param name="set">The series.</param>
    /// <param name="shares">Shares of the rows.</param>
    /// <param name="embargo">Rows left out at the end of the training and of the validation part, at least 0.</param>
    /// <exception cref="InputException">A series is too short for its parts.</exception>
    public static SplitPlan ByShares(SeriesSet set, SplitShares shares, int embargo = 0)
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentOutOfRangeException.ThrowIfNegative(embargo);
        shares.Validate();
        List<SeriesRows>[] parts = [[], [], []];
        for (int i = 0; i < set.Count; i++)
        {
            RowRange[] runs = shares.Cut(set[i].Frame.RowCount);
            for (int part = 0; part < runs.Length; part++)
            {
                // Nothing follows the last part that has rows.
                bool last = runs[(part + 1)..].All(later => later.Count == 0);
                RowRange rows = new(runs[part].Start, runs[part].Count - (last ? 0 : embargo));
                if (shares.All[part] == 0)
                {
                    continue;
                }

                parts[part].Add(rows.Count > 0 ? new(i, rows) : throw new InputException(string.Create(CultureInfo.InvariantCulture,
                    $"Series '{set[i].Id}' has {CountFormatter.Format(set[i].Frame.RowCount, "rows")}, too few for shares of " +
                    $"{shares.Training}, "
                    + $"{shares.Validation} and {shares.Test} with an embargo of {CountFormatter.Format(embargo, "rows")}: leave it out, " +
                    $"or split by dates."))
                { Field = "split" });
            }
        }

        return new(parts[0], parts[1], parts[2]);
    }

    /// <summary>Splits each series by numbers of its own rows, which follow one another from the first; the rest are in no part.</summary>
    /// <param name="set">The series.</param>
    /// <param name="training">Rows of the training part, at least 1.</param>
    /// <param name="validation">Rows of the validation part, at least 0.</param>
    /// <param name="test">Rows of the test part, at least 0.</param>
    /// <exception cref="InputException">A series has fewer rows.</exception>
    public static SplitPlan ByRows(SeriesSet set, int training, int validation, int test)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(training);
        ArgumentOutOfRangeException.ThrowIfNegative(validation);
        ArgumentOutOfRangeException.ThrowIfNegative(test);
        return ByRows(
            set, new RowRange(0, training), new RowRange(training, validation), new RowRange(checked(training + validation), test));
    }

    /// <summary>Splits each series by ranges of its own rows; those between the ranges are in no part.</summary>
    /// <param name="set">The series.</param>
    /// <param name="training">Rows of the training part.</param>
    /// <param name="validation">Rows of the validation part, after it; may be empty.</param>
    /// <param name="test">Rows of the test part, after that; may be empty.</param>
    /// <exception cref="InputException">A series has fewer rows, or the ranges overlap or are out of order.</exception>
    public static SplitPlan ByRows(SeriesSet set, RowRange training, RowRange validation, RowRange test)
    {
        ArgumentNullException.ThrowIfNull(set);
        RowRange[] parts = [.. new[] { training, validation, test }.Where(part => part.Count > 0)];
        for (int i = 1; i < parts.Length; i++)
        {
            if (parts[i].Start < parts[i - 1].End)
            {
                throw new InputException(string.Create(CultureInfo.InvariantCulture,
                    $"The rows {parts[i].Start} to {parts[i].End - 1} begin before the rows {parts[i - 1].Start} to "
                    + $"{parts[i - 1].End - 1} have ended: parts must follow one another in time, so that nothing is tested on what it "
                    + $"learned from."));
            }
        }

        int needed = parts.Length == 0 ? 0 : parts[^1].End;
        if (set.Items.FirstOrDefault(item => item.Frame.RowCount < needed) is { } shortest)
        {
            throw new InputException(
                $"The split by rows takes {CountFormatter.Format(needed, "rows")}, but "
                + (set.Count == 1 ? "there are " : $"series '{shortest.Id}' has ")
                + $"{shortest.Frame.RowCount.ToString("N0", CultureInfo.InvariantCulture)}: give fewer rows, or split by shares.");
        }

        SeriesRows[] Of(RowRange part) => part.Count == 0 ? [] : [.. Enumerable.Range(0, set.Count).Select(i => new SeriesRows(i, part))];
        return new(Of(training), Of(validation), Of(test));
    }

    /// <summary>
    /// Splits all series at the same moments, local times where they have a zone, so that no series leaks another's future. A series
    /// without rows in a part is not in it.
    /// </summary>
    /// <param name="set">The series.</param>
    /// <param name="training">Time of the training part.</param>
    /// <param name="validation">Time of the validation part, after it; null for none.</param>
    /// <param name="test">Time of the test part, after that; null for none.</param>
    /// <param name="embargo">The least time between a row of one part and a row of the next one; nearer rows are left out of the earlier
    /// part.</param>
    /// <exception cref="InputException">The times overlap or are out of order, or no series has rows in one.</exception>
    public static SplitPlan ByTime(SeriesSet set, TimeRange training, TimeRange? validation, TimeRange? test, TimeSpan embargo = default) =>
        ByTime(set, training, validation, test, embargo, static (range, time) => range.RowsOf(time));

    private static SplitPlan ByTime(
        SeriesSet set, TimeRange training, TimeRange? validation, TimeRange? test, TimeSpan embargo,
        Func<TimeRange, TimeIndex, RowRange> rowsOf)
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentOutOfRangeException.ThrowIfLessThan(embargo, TimeSpan.Zero);
        if (set.Items.FirstOrDefault(item => item.Frame.Time.IsNumbered) is { } numbered)
        {
            throw new InputException(
                $"The rows of series '{numbered.Id}' are numbered, so they cannot be split by dates: split by shares.")
            {
                Field = "split.train",
            };
        }

        (string Name, TimeRange? Range)[] parts = [("train", training), ("validation", validation), ("test", test)];
        for (int i = 0; i < parts.Length; i++)
        {
            if (parts[i].Range is not { } early || Array.FindIndex(parts, i + 1, part => part.Range is not null) is not (var next and >= 0))
            {
                continue;
            }

            TimeRange late = parts[next].Range!.Value;
            if (late.First <= early.Last)
            {
                throw new InputException(
                    $"The {parts[next].Name} part begins on {TimeIndex.ToText(late.First)}, before the {parts[i].Name} part ends on "
                    + $"{TimeIndex.ToText(early.Last)}: " +
                    "parts must follow one another in time, so that nothing is tested on what it learned from.")
                {
                    Field = $"split.{parts[next].Name}",
                };
            }

            if (embargo > TimeSpan.Zero && late.First - early.Last < embargo)
            {
                parts[i].Range = early with { Last = late.First - embargo };
            }
        }

        SeriesRows[][] rows = [.. parts.Select(part => part.Range is { } range
            ? set.Items.Select((item, i) => new SeriesRows(i, rowsOf(range, item.Frame.Time))).Where(rows => rows.Rows.Count > 0).ToArray()
            : [])];
        for (int i = 0; i < parts.Length; i++)
        {
            if (parts[i].Range is { } range && rows[i].Length == 0)
            {
                throw new InputException(
                    $"The {parts[i].Name} part, {range}, has no rows: the data run from "
                    + $"{TimeIndex.ToText(First(set), set[0].Frame.Time.Zone)} to {TimeIndex.ToText(Last(set), set[0].Frame.Time.Zone)}.")
                {
                    Field = $"split.{parts[i].Name}",
                };
            }
        }

        return new(rows[0], rows[1], rows[2]);
    }

    /// <summary>Splits all series at the same moments: shares of the time from the first stamp of any series to the last one.</summary>
    /// <param name="set">The series.</param>
    /// <param name="shares">Shares of the time.</param>
    /// <param name="embargo">The least time between a row of one part and a row of the next one.</param>
    /// <exception cref="InputException">Rows are numbered, or no series has rows in a part.</exception>
    public static SplitPlan ByCommonShares(SeriesSet set, SplitShares shares, TimeSpan embargo = default)
    {
        ArgumentNullException.ThrowIfNull(set);
        shares.Validate();
        (DateTime first, DateTime last) = (First(set), Last(set));
        DateTime At(double share) => share >= 1 - 1e-9 ? last.AddTicks(1) : first + ((last - first) * share);
        TimeRange? Part(double from, double share) => share > 0 ? new TimeRange(At(from), At(from + share).AddTicks(-1)) : null;
        return ByTime(
            set,
            Part(0, shares.Training)!.Value,
            Part(shares.Training, shares.Validation),
            Part(shares.Training + shares.Validation, shares.Test),
            embargo,
            static (range, time) => range.RowsBetween(time));
    }

    private static DateTime First(SeriesSet set) =>
        set.Items.Where(item => item.Frame.RowCount > 0).Select(item => item.Frame.Time[0]).DefaultIfEmpty().Min();

    private static DateTime Last(SeriesSet set) =>
        set.Items.Where(item => item.Frame.RowCount > 0).Select(item => item.Frame.Time[item.Frame.RowCount - 1]).DefaultIfEmpty().Max();
}
