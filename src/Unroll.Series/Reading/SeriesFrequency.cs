using System.Globalization;
using System.Text.RegularExpressions;
using Unroll.Series.Frames;

namespace Unroll.Series.Reading;

/// <summary>Frequencies as pandas and GluonTS write them: <c>D</c>, <c>H</c>, <c>15min</c>, <c>M</c>, <c>B</c> for business days.</summary>
internal static partial class SeriesFrequency
{
    /// <summary>Examples of frequencies, for messages.</summary>
    public const string Expected = "a frequency such as D, H, 15min, W, M, Q, Y or B (business days)";

    private static readonly Dictionary<string, TimeStep> _units = new(StringComparer.Ordinal)
    {
        ["ms"] = new(TimeSpan.FromMilliseconds(1), 0),
        ["L"] = new(TimeSpan.FromMilliseconds(1), 0),
        ["s"] = new(TimeSpan.FromSeconds(1), 0),
        ["S"] = new(TimeSpan.FromSeconds(1), 0),
        ["min"] = new(TimeSpan.FromMinutes(1), 0),
        ["T"] = new(TimeSpan.FromMinutes(1), 0),
        ["h"] = new(TimeSpan.FromHours(1), 0),
        ["H"] = new(TimeSpan.FromHours(1), 0),
        ["D"] = new(TimeSpan.FromDays(1), 0),
        ["W"] = new(TimeSpan.FromDays(7), 0),
        ["M"] = new(TimeSpan.Zero, 1),
        ["ME"] = new(TimeSpan.Zero, 1),
        ["MS"] = new(TimeSpan.Zero, 1),
        ["Q"] = new(TimeSpan.Zero, 3),
        ["QE"] = new(TimeSpan.Zero, 3),
        ["QS"] = new(TimeSpan.Zero, 3),
        ["A"] = new(TimeSpan.Zero, 12),
        ["AS"] = new(TimeSpan.Zero, 12),
        ["Y"] = new(TimeSpan.Zero, 12),
        ["YE"] = new(TimeSpan.Zero, 12),
        ["YS"] = new(TimeSpan.Zero, 12),
    };

    /// <summary>The stamps from a start on.</summary>
    /// <param name="start">The first stamp.</param>
    /// <param name="frequency">The frequency.</param>
    /// <param name="count">How many.</param>
    /// <returns>The stamps; null for a frequency that is not understood, or where they would leave the years 1 to 9999.</returns>
    public static DateTime[]? Stamps(DateTime start, string frequency, int count)
    {
        Match match = Pattern().Match(frequency.Trim());
        if (!match.Success
            || !int.TryParse(
                match.Groups["many"].ValueSpan is { IsEmpty: false } digits ? digits : "1", CultureInfo.InvariantCulture, out int many))
        {
            return null;
        }

        string unit = match.Groups["unit"].Value;
        if (unit == "B")
        {
            return BusinessDays(start, many, count);
        }

        if (!_units.TryGetValue(unit, out TimeStep unitStep) || !IsWithinCalendar(start, unitStep, (long)many * Math.Max(0, count - 1)))
        {
            return null;
        }

        TimeStep step = new(unitStep.Span * many, unitStep.Months * many);
        DateTime[] stamps = new DateTime[count];
        for (int i = 0; i < count; i++)
        {
            // From the start each time, so that the 31st of a month does not wear off through February.
            stamps[i] = step.After(start, i);
        }

        return stamps;
    }

    private static DateTime[]? BusinessDays(DateTime start, int many, int count)
    {
        DateTime[] stamps = new DateTime[count];
        DateTime day = start;
        for (int i = 0; i < count; i++)
        {
            stamps[i] = day;
            if (i == count - 1)
            {
                break;
            }

            for (int step = 0; step < many; step++)
            {
                int days = day.DayOfWeek switch { DayOfWeek.Friday => 3, DayOfWeek.Saturday => 2, _ => 1 };
                if ((DateTime.MaxValue - day).TotalDays < days)
                {
                    return null;
                }

                day = day.AddDays(days);
            }
        }

        return stamps;
    }

    private static bool IsWithinCalendar(DateTime start, TimeStep step, long steps) => step.Months == 0
        ? steps <= (DateTime.MaxValue - start).Ticks / step.Span.Ticks
        : steps <= (((9999L - start.Year) * 12) + 12 - start.Month) / step.Months;

    [GeneratedRegex("^(?<many>[1-9][0-9]{0,5})?(?<unit>[A-Za-z]+)(-[A-Z]{3})?$")]
    private static partial Regex Pattern();
}
