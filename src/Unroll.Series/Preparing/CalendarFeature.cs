using System.Globalization;

namespace Unroll.Series.Preparing;

/// <summary>
/// A calendar unit as columns: one column a value (one-hot), or as sine and cosine of its place in the cycle, so that the last value is
/// next to the first. Further harmonics (twice, three times the frequency) let a smooth cycle take any shape.
/// </summary>
public sealed class CalendarFeature : TimeFeature
{
    private readonly CalendarUnit _unit;
    private readonly int _harmonics;
    private readonly string[] _names;

    private CalendarFeature(CalendarUnit unit, int harmonics, string[] names)
    {
        _unit = unit;
        _harmonics = harmonics;
        _names = names;
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Names => _names;

    /// <summary>Sine and cosine columns.</summary>
    /// <param name="unit">The unit.</param>
    /// <param name="harmonics">Pairs of columns, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="harmonics"/> is not positive.</exception>
    public static CalendarFeature Cyclic(CalendarUnit unit, int harmonics = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(harmonics);
        return new CalendarFeature(
            unit,
            harmonics,
            [.. Enumerable.Range(1, harmonics).SelectMany(harmonic => (string[])[$"{NameOf(unit)}-sin-{harmonic}", $"{NameOf(unit)}-cos-{harmonic}"])]);
    }

    /// <summary>One column a value, 1 where it holds and 0 elsewhere. Days of the year have too many values for that.</summary>
    /// <param name="unit">The unit.</param>
    /// <exception cref="InputException">The unit is the day of the year.</exception>
    public static CalendarFeature OneHot(CalendarUnit unit)
    {
        IEnumerable<string> values = unit switch
        {
            CalendarUnit.DayOfWeek => ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"],
            CalendarUnit.Month => CultureInfo.InvariantCulture.DateTimeFormat.MonthNames.Take(12).Select(name => name.ToLowerInvariant()),
            CalendarUnit.Hour => Enumerable.Range(0, 24).Select(hour => hour.ToString("00", CultureInfo.InvariantCulture)),
            _ => throw new InputException("One column for each of 366 days of the year leaves too few examples of each: use the cyclic encoding."),
        };
        return new CalendarFeature(unit, 0, [.. values.Select(value => $"{NameOf(unit)}-{value}")]);
    }

    /// <inheritdoc/>
    public override void Compute(DateTime stamp, Span<float> values)
    {
        if (_harmonics == 0)
        {
            values.Clear();
            values[Index(stamp)] = 1;
            return;
        }

        double angle = 2 * Math.PI * Fraction(stamp);
        for (int harmonic = 1; harmonic <= _harmonics; harmonic++)
        {
            (double sine, double cosine) = Math.SinCos(harmonic * angle);
            values[2 * (harmonic - 1)] = (float)sine;
            values[(2 * (harmonic - 1)) + 1] = (float)cosine;
        }
    }

    private static string NameOf(CalendarUnit unit) => unit switch
    {
        CalendarUnit.DayOfWeek => "day-of-week",
        CalendarUnit.DayOfYear => "day-of-year",
        CalendarUnit.Month => "month",
        _ => "hour",
    };

    /// <summary>The value's number from 0; weeks begin on Monday.</summary>
    private int Index(DateTime stamp) => _unit switch
    {
        CalendarUnit.DayOfWeek => ((int)stamp.DayOfWeek + 6) % 7,
        CalendarUnit.Month => stamp.Month - 1,
        _ => stamp.Hour,
    };

    /// <summary>The place in the cycle, from 0 to below 1. A year's length is its own: 365 or 366 days.</summary>
    private double Fraction(DateTime stamp) => _unit switch
    {
        CalendarUnit.DayOfWeek => Index(stamp) / 7.0,
        CalendarUnit.DayOfYear => (stamp.DayOfYear - 1 + stamp.TimeOfDay.TotalDays) / (DateTime.IsLeapYear(stamp.Year) ? 366 : 365),
        CalendarUnit.Month => Index(stamp) / 12.0,
        _ => stamp.TimeOfDay.TotalDays,
    };
}
