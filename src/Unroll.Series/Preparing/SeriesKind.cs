using Unroll.Catalogue;

namespace Unroll.Series.Preparing;

/// <summary>Kinds of values of settings about series, besides those of <see cref="Kind"/>.</summary>
public static class SeriesKind
{
    /// <summary>Positive spans of time: <c>15min</c>, <c>6h</c>, <c>7d</c>.</summary>
    public static ValueKind<TimeSpan> Span { get; } = new TimeSpanKind();

    /// <summary>Times of a day: <c>08:30</c>.</summary>
    public static ValueKind<TimeSpan> TimeOfDay { get; } = new TimeOfDayKind();

    /// <summary>Seasons: <c>day</c>, <c>week</c>, <c>year</c>, a span of time or a number of rows.</summary>
    public static ValueKind<Season> Season { get; } = new SeasonNameKind();

    /// <summary>Statistics: <c>mean</c>, <c>std</c>, …</summary>
    public static ValueKind<Statistic> Statistic { get; } = Kind.Choice(
        [.. Enum.GetValues<Statistic>().Select(statistic => (Statistics.NameOf(statistic), statistic))]);
}
