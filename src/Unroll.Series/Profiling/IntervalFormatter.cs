using System.Globalization;
using Unroll.Series.Frames;

namespace Unroll.Series.Profiling;

/// <summary>Formats intervals in words.</summary>
public static class IntervalFormatter
{
    /// <summary>A step after <c>every</c>: <c>day</c>, <c>2 weeks</c>, <c>quarter</c>, <c>30 min</c>.</summary>
    /// <param name="step">The step.</param>
    public static string Of(TimeStep step) => step.Months switch
    {
        0 when step.Days is { Count: > 0 } days => $"{(days.AreOfWeek ? "week" : "month")}, {days}",
        0 => Of(step.Span),
        3 => "quarter",
        _ when step.Months % 12 == 0 => Counted(step.Months / 12, "year"),
        _ => Counted(step.Months, "month"),
    };

    /// <summary>
    /// A span after <c>every</c>, in its natural unit: <c>day</c>, <c>2 weeks</c>, <c>30 min</c>, <c>hour</c>, <c>0.25 s</c>.
    /// </summary>
    /// <param name="span">The span.</param>
    public static string Of(TimeSpan span)
    {
        double days = span.TotalDays;
        return days >= 7 && days % 7 == 0 ? Counted(days / 7, "week")
            : days >= 1 ? Counted(days, "day")
            : span.TotalHours >= 1 ? Counted(span.TotalHours, "hour")
            : span.TotalMinutes >= 1 ? Measured(span.TotalMinutes, "min")
            : span.TotalSeconds >= 0.1 ? Measured(span.TotalSeconds, "s")
            : span.TotalMilliseconds >= 0.1 ? Measured(span.TotalMilliseconds, "ms")
            : Measured(span.TotalMicroseconds, "µs");
    }

    /// <summary>An approximate duration: <c>4 years</c>, <c>6 weeks</c>, <c>3 days</c>, <c>5 hours</c>, <c>12 min</c>.</summary>
    /// <param name="span">The span.</param>
    public static string About(TimeSpan span)
    {
        double days = span.TotalDays;
        return days >= 365 * 2 ? $"{Rounded(days / 365.25)} years"
            : days >= 120 ? $"{Rounded(days / 30.44)} months"
            : days >= 21 ? $"{Rounded(days / 7)} weeks"
            : days >= 2 ? $"{Rounded(days)} days"
            : span.TotalHours >= 2 ? $"{Rounded(span.TotalHours)} hours"
            : span.TotalMinutes >= 2 ? $"{Rounded(span.TotalMinutes)} min"
            : $"{span.TotalSeconds.ToString("0.##", CultureInfo.InvariantCulture)} s";
    }

    /// <summary>An exact duration: <c>30 d</c>, <c>23:59:50</c>, <c>1 d 00:00:10</c>.</summary>
    /// <param name="span">The span.</param>
    public static string Exactly(TimeSpan span)
    {
        TimeSpan ofDay = TimeSpan.FromTicks(span.Ticks % TimeSpan.TicksPerDay);
        string days = span.Days == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{span.Days} d");
        string time = ofDay.ToString(ofDay.Ticks % TimeSpan.TicksPerSecond == 0 ? "c" : "g", CultureInfo.InvariantCulture);
        return ofDay == TimeSpan.Zero && days.Length > 0 ? days : $"{days} {time}".TrimStart();
    }

    private static string Counted(double number, string unit) => number == 1 ? unit : $"{Number(number)} {unit}s";

    private static string Measured(double number, string unit) => number != 1 ? $"{Number(number)} {unit}"
        : unit switch { "min" => "minute", "s" => "second", "ms" => "millisecond", _ => "microsecond" };

    private static string Number(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);

    private static string Rounded(double number) => Math.Round(number).ToString(CultureInfo.InvariantCulture);
}
