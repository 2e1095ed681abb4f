using System.Globalization;

namespace Unroll.Tasks.Recipes;

/// <summary>One part of a split: a range of time, or a share of the rows.</summary>
public sealed record SplitPart
{
    private static readonly (string Format, int Years, int Months, int Days)[] _formats =
    [
        ("yyyy", 1, 0, 0), ("yyyy-MM", 0, 1, 0), ("yyyy-MM-dd", 0, 0, 1), ("yyyy-MM-dd HH:mm", 0, 0, 0), ("yyyy-MM-dd'T'HH:mm", 0, 0, 0),
        ("yyyy-MM-dd HH:mm:ss", 0, 0, 0), ("yyyy-MM-dd'T'HH:mm:ss", 0, 0, 0),
    ];

    private SplitPart(DateTime first, DateTime last, double? share)
    {
        First = first;
        Last = last;
        Share = share;
    }

    /// <summary>A part that nothing is cut off for, since it has data of its own.</summary>
    public static SplitPart None { get; } = new(default, default, null);

    /// <summary>First moment of the range, inclusive; meaningless for a share.</summary>
    public DateTime First { get; }

    /// <summary>Last moment of the range, inclusive, to the tick; meaningless for a share.</summary>
    public DateTime Last { get; }

    /// <summary>The share of the rows, above 0 and below 1; null for a range of time.</summary>
    public double? Share { get; }

    /// <summary>A range of time.</summary>
    /// <param name="first">First moment, inclusive.</param>
    /// <param name="last">Last moment, inclusive.</param>
    /// <exception cref="ArgumentException">The last moment lies before the first.</exception>
    public static SplitPart Between(DateTime first, DateTime last) => last >= first
        ? new SplitPart(first, last, null)
        : throw new ArgumentException($"The range ends before it begins: {Show(first)} to {Show(last)}.", nameof(last));

    /// <summary>A share of the rows, in the order training, validation, test.</summary>
    /// <param name="share">Above 0 and below 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The share is out of its range.</exception>
    public static SplitPart OfShare(double share) => share is > 0 and < 1
        ? new SplitPart(default, default, share)
        : throw new ArgumentOutOfRangeException(nameof(share), share, "A share is above 0 and below 1.");

    /// <summary>
    /// Reads <c>2016</c>, <c>2006..2015</c>, <c>2016-03</c>, <c>2006-01-01..2015-12-31</c> (dates may have a time: <c>2016-01-01 06:00</c>)
    /// or <c>0.8</c>. An end is inclusive as written: all of the year, the month or the day.
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

        string[] ends = text.Split("..");
        if (ends.Length <= 2 && TryMoment(ends[0], out DateTime first, out DateTime last)
            && (ends.Length == 1 || TryMoment(ends[1], out _, out last)))
        {
            part = last >= first ? new SplitPart(first, last, null) : null;
        }
        else if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double share) && share is > 0 and < 1)
        {
            part = new SplitPart(default, default, share);
        }

        return part is not null;
    }

    /// <summary>The part as recipes write it, for example <c>2006-01-01..2015-12-31</c> or <c>0.8</c>.</summary>
    public override string ToString() => Share is { } share
        ? share.ToString(CultureInfo.InvariantCulture)
        : $"{Show(First)}..{Show(Last)}";

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
