using Unroll.Series.Frames;

namespace Unroll.Tasks.Forecasting;

/// <summary>
/// The format of the stamps of a file: all in the same way, so that others can read the column. Midnight is 00:00:00 among hours, and
/// rows of
/// milliseconds stay apart.
/// </summary>
internal static class StampFormat
{
    private const string Dates = "yyyy-MM-dd", Seconds = "yyyy-MM-dd HH:mm:ss", Fractions = "yyyy-MM-dd HH:mm:ss.fffffff";

    /// <summary>The .NET format for the stamps of series.</summary>
    /// <param name="times">Their stamps.</param>
    public static string Of(IEnumerable<TimeIndex> times) => times.Select(Of).MaxBy(format => format.Length) ?? Dates;

    private static string Of(TimeIndex time)
    {
        if (time.IsNumbered || time.Count == 0)
        {
            return Dates;
        }

        // Of regular rows the first stamp and the step tell all; local days are days whatever the clock does.
        if (time.Interval is { } interval)
        {
            bool isDaily = time.Local(0).TimeOfDay == TimeSpan.Zero && interval.Ticks % TimeSpan.TicksPerDay == 0;
            bool hasFractions = time[0].Ticks % TimeSpan.TicksPerSecond != 0 || interval.Ticks % TimeSpan.TicksPerSecond != 0;
            return isDaily ? Dates : hasFractions ? Fractions : Seconds;
        }

        string format = Dates;
        for (int row = 0; row < time.Count; row++)
        {
            DateTime local = time.Local(row);
            if (local.Ticks % TimeSpan.TicksPerSecond != 0)
            {
                return Fractions;
            }

            format = local.TimeOfDay == TimeSpan.Zero ? format : Seconds;
        }

        return format;
    }
}
