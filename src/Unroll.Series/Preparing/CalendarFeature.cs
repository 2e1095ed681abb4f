using System.Globalization;

namespace Unroll.Series.Preparing;

/// <summary>
/// A calendar unit as columns: one-hot, or cyclic as sine and cosine of its phase, so that the last value is next to the first, or as its
/// number. Further harmonics (twice, three times the frequency) let a smooth cycle take any shape.
/// </summary>
public sealed class CalendarFeature : TimeFeature
{
    private readonly CalendarUnit _unit;
    private readonly CalendarEncoding _encoding;
    private readonly int _harmonics;

    private CalendarFeature(CalendarUnit unit, CalendarEncoding encoding, int harmonics, string[] names) =>
        (_unit, _encoding, _harmonics, Names) = (unit, encoding, harmonics, names);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Names { get; }

    /// <summary>Sine and cosine columns.</summary>
    /// <param name="unit">The unit.</param>
    /// <param name="harmonics">Pairs of columns, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="harmonics"/> is not positive.</exception>
    public static CalendarFeature Cyclic(CalendarUnit unit, int harmonics = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(harmonics);
        return new CalendarFeature(unit, CalendarEncoding.Cyclic, harmonics, WaveNames(StepSettings.NameOf(unit), harmonics));
    }

    /// <summary>
    /// One-hot columns: one a value, 1 where it holds and 0 elsewhere. Days of the year and minutes of the day have too many values for
    /// that.
    /// </summary>
    /// <param name="unit">The unit.</param>
    /// <exception cref="InputException">The unit is the day of the year or the minute of the day.</exception>
    public static CalendarFeature OneHot(CalendarUnit unit)
    {
        IEnumerable<string> values = unit switch
        {
            CalendarUnit.DayOfWeek => ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"],
            CalendarUnit.Month => CultureInfo.InvariantCulture.DateTimeFormat.MonthNames.Take(12).Select(name => name.ToLowerInvariant()),
            CalendarUnit.Hour => Numbers(0, 24),
            CalendarUnit.DayOfMonth => Numbers(1, 31),
            CalendarUnit.Week => Numbers(1, 53),
            CalendarUnit.Quarter => ["1", "2", "3", "4"],
            CalendarUnit.MinuteOfDay =>
                throw new InputException("One column for each of 1440 minutes of the day leaves too few examples of each: use the cyclic " +
                    "encoding."),
            _ => throw new InputException("One column for each of 366 days of the year leaves too few examples of each: use the cyclic " +
                "encoding."),
        };
        return new CalendarFeature(unit, CalendarEncoding.OneHot, 0, [.. values.Select(value => $"{StepSettings.NameOf(unit)}-{value}")]);

        static IEnumerable<string> Numbers(int first, int count) =>
            Enumerable.Range(first, count).Select(number => number.ToString("00", CultureInfo.InvariantCulture));
    }

    /// <summary>One column with the number: hours and minutes from 0, all others from 1, weeks beginning with Monday as 1.</summary>
    /// <param name="unit">The unit.</param>
    public static CalendarFeature Number(CalendarUnit unit) => new(unit, CalendarEncoding.Number, 0, [StepSettings.NameOf(unit)]);

    /// <inheritdoc/>
    public override void Compute(DateTime stamp, Span<double> values)
    {
        switch (_encoding)
        {
            case CalendarEncoding.OneHot:
                values.Clear();
                values[Index(stamp)] = 1;
                return;
            case CalendarEncoding.Number:
                values[0] = Index(stamp) + (_unit is CalendarUnit.Hour or CalendarUnit.MinuteOfDay ? 0 : 1);
                return;
            default:
                ComputeWaves(Fraction(stamp), _harmonics, values);
                return;
        }
    }

    /// <summary>The value's number from 0; weeks begin on Monday.</summary>
    private int Index(DateTime stamp) => _unit switch
    {
        CalendarUnit.DayOfWeek => ((int)stamp.DayOfWeek + 6) % 7,
        CalendarUnit.DayOfYear => stamp.DayOfYear - 1,
        CalendarUnit.Month => stamp.Month - 1,
        CalendarUnit.MinuteOfDay => (stamp.Hour * 60) + stamp.Minute,
        CalendarUnit.DayOfMonth => stamp.Day - 1,
        CalendarUnit.Week => ISOWeek.GetWeekOfYear(stamp) - 1,
        CalendarUnit.Quarter => (stamp.Month - 1) / 3,
        _ => stamp.Hour,
    };

    /// <summary>The phase in the cycle, from 0 to below 1. A year's length is its own: 365 or 366 days, 52 or 53 weeks.</summary>
    private double Fraction(DateTime stamp) => _unit switch
    {
        CalendarUnit.DayOfWeek => Index(stamp) / 7.0,
        CalendarUnit.DayOfYear => (stamp.DayOfYear - 1 + stamp.TimeOfDay.TotalDays) / (DateTime.IsLeapYear(stamp.Year) ? 366 : 365),
        CalendarUnit.Month => Index(stamp) / 12.0,
        CalendarUnit.DayOfMonth => (stamp.Day - 1 + stamp.TimeOfDay.TotalDays) / DateTime.DaysInMonth(stamp.Year, stamp.Month),
        CalendarUnit.Week => Index(stamp) / (double)ISOWeek.GetWeeksInYear(ISOWeek.GetYear(stamp)),
        CalendarUnit.Quarter => Index(stamp) / 4.0,
        _ => stamp.TimeOfDay.TotalDays,
    };
}
