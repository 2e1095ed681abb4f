using System.Globalization;
using Unroll.Series.Frames;

namespace Unroll.Tasks.Recipes;

/// <summary>One part of a split: a range of time, a share of the rows, a number of rows, or a range of rows.</summary>
public sealed record SplitPart
{
    private static readonly (string Format, int Years, int Months, int Days)[] _formats =
    [
        ("yyyy", 1, 0, 0), ("yyyy-MM", 0, 1, 0), ("yyyy-MM-dd", 0, 0, 1), ("yyyy-MM-dd HH:mm", 0, 0, 0), ("yyyy-MM-dd'T'HH:mm", 0, 0, 0),
        ("yyyy-MM-dd HH:mm:ss", 0, 0, 0), ("yyyy-MM-dd'T'HH:mm:ss", 0, 0, 0),
    ];

    private SplitPart(SplitUnit unit, DateTime first = default, DateTime last = default, double? share = null, RowRange rows = default)
    {
        Unit = unit;
        First = first;
        Last = last;
        Share = share;
        Rows = rows;
    }

    /// <summary>No part: there is none, or it has data of its own.</summary>
    public static SplitPart None { get; } = new(SplitUnit.Share);

    /// <summary>The unit in which the part is told.</summary>
    public SplitUnit Unit { get; }

    /// <summary>First moment of the range, inclusive; meaningless without a range of time.</summary>
    public DateTime First { get; }

    /// <summary>Last moment of the range, inclusive, to the tick; meaningless without a range of time.</summary>
    public DateTime Last { get; }

    /// <summary>The share of the rows, above 0 and at most 1; null where the part is no share.</summary>
    public double? Share { get; }

    /// <summary>
    /// The rows of each series, counted from 0: a range of them, or of a number of rows (<see cref="SplitUnit.Rows"/>) as many from 0, to
    /// be taken from the end of the part before. Empty for shares and ranges of time.
    /// </summary>
    public RowRange Rows { get; }

    /// <summary>A range of time.</summary>
    /// <param name="first">First moment, inclusive.</param>
    /// <param name="last">Last moment, inclusive.</param>
    /// <exception cref="ArgumentException">The last moment lies before the first.</exception>
    public static SplitPart Between(DateTime first, DateTime last) => last >= first
        ? new SplitPart(SplitUnit.Time, first, last)
        : throw new ArgumentException($"The range ends before it begins: {Show(first)} to {Show(last)}.", nameof(last));

    /// <summary>A share of the rows, in the order training, validation, test.</summary>
    /// <param name="share">Above 0 and at most 1: all, where nothing is tested or the test part has data of its own.</param>
    /// <exception cref="ArgumentOutOfRangeException">The share is out of its range.</exception>
    public static SplitPart OfShare(double share) => share is > 0 and <= 1
        ? new SplitPart(SplitUnit.Share, share: share)
        : throw new ArgumentOutOfRangeException(nameof(share), share, "A share is above 0 and at most 1.");

    /// <summary>A number of rows, after those of the part before; of several series, of each.</summary>
    /// <param name="count">At least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no row.</exception>
    public static SplitPart OfRows(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        return new SplitPart(SplitUnit.Rows, rows: new RowRange(0, count));
    }

    /// <summary>A range of rows, counted from 0; of several series, of each.</summary>
    /// <param name="first">The first row.</param>
    /// <param name="last">The last row, inclusive.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rows end before they begin.</exception>
    public static SplitPart BetweenRows(int first, int last)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfLessThan(last, first);
        return new SplitPart(SplitUnit.RowRange, rows: new RowRange(first, checked(last - first + 1)));
    }

    /// <summary>
    /// Reads <c>2016</c>, <c>2006..2015</c>, <c>2016-03</c>, <c>2006-01-01..2015-12-31</c> (dates may have a time:
    /// <c>2016-01-01 06:00</c>), <c>0.8</c>, <c>8640 rows</c> or <c>rows 0..8639</c>. An end is inclusive as written: all of the
    /// year, the month or the day.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="part">The part, when the text is one.</param>
    public static bool TryParse(string? text, out SplitPart? part)
    {
        part = null;
        if (string.IsNullOrWhiteSpace(text))
        {
            return false;
        }

        if (TryRows(text.Trim()) is { } rows)
        {
            part = rows;
            return true;
        }

        string[] ends = text.Split("..");
        if (ends.Length <= 2 && TryMoment(ends[0], out DateTime first, out DateTime last)
            && (ends.Length == 1 || TryMoment(ends[1], out _, out last)))
        {
            part = last >= first ? new SplitPart(SplitUnit.Time, first, last) : null;
        }
        else if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double share) && share is > 0 and <= 1)
        {
            part = OfShare(share);
        }

        return part is not null;
    }

    /// <summary>The part as recipes write it, for example <c>2006-01-01..2015-12-31</c> or <c>0.8</c>.</summary>
    public override string ToString() => Unit switch
    {
        SplitUnit.Share => (Share ?? 0).ToString(CultureInfo.InvariantCulture),
        SplitUnit.Rows => string.Create(CultureInfo.InvariantCulture, $"{Rows.Count} {(Rows.Count == 1 ? "row" : "rows")}"),
        SplitUnit.RowRange => string.Create(CultureInfo.InvariantCulture, $"rows {Rows.Start}..{Rows.End - 1}"),
        _ => $"{Show(First)}..{Show(Last)}",
    };

    /// <summary>A number or a range of rows; null where the text is neither.</summary>
    private static SplitPart? TryRows(string text)
    {
        const string Word = "rows";
        if (text.StartsWith(Word + " ", StringComparison.Ordinal))
        {
            string[] ends = text[Word.Length..].Split("..");
            return ends.Length == 2 && Count(ends[0]) is { } first && Count(ends[1]) is { } last && last >= first && last < int.MaxValue
                ? BetweenRows(first, last)
                : null;
        }

        string[] words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words is [var number, Word or "row"] && Count(number) is { } count and > 0 ? OfRows(count) : null;

        static int? Count(string digits) =>
            int.TryParse(digits.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value : null;
    }

    private static string Show(DateTime moment) =>
        moment.ToString(
            moment.TimeOfDay == TimeSpan.Zero || moment.TimeOfDay.Ticks == TimeSpan.TicksPerDay - 1 ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss",
            CultureInfo.InvariantCulture);

    /// <summary>The first and the last tick of a year, a month or a day; a time of day is a single moment.</summary>
    private static bool TryMoment(string text, out DateTime first, out DateTime last)
    {
        foreach ((string format, int years, int months, int days) in _formats)
        {
            if (DateTime.TryParseExact(text.Trim(), format, CultureInfo.InvariantCulture, DateTimeStyles.None, out first))
            {
                // Of the last year there is none to come.
                bool isLast = first.Year == 9999
                    && (years > 0 || (first.Month == 12 && (months > 0 || (days > 0 && first.Day == 31))));
                DateTime next = isLast ? DateTime.MaxValue : first.AddYears(years).AddMonths(months).AddDays(days);
                last = isLast || next == first ? next : next.AddTicks(-1);
                return true;
            }
        }

        first = last = default;
        return false;
    }
}
