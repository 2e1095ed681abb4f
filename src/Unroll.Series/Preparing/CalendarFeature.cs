using System.Globalization;

namespace Unroll.Series.Preparing;

/// <summary>
/// The place of a stamp in the week, the year or the day. Columns are named after the unit: <c>day-of-week-monday</c>,
/// <c>month-january</c>, <c>hour-00</c> for one-hot; <c>day-of-year-sin-1</c>, <c>day-of-year-cos-1</c>, … for cyclic encoding.
/// </summary>
/// <remarks>
/// The fraction of the cycle that a cyclic encoding turns into an angle: days since Monday / 7; days since 1 January / days of the year
/// (366 in leap years); months since January / 12; time of day / 24 hours, minutes and seconds included.
/// </remarks>
public sealed class CalendarFeature : TimeFeature
{
    private readonly CalendarUnit _unit;
    private readonly CalendarEncoding _encoding;

    /// <summary>Creates the feature.</summary>
    /// <param name="unit">Which part of the date or time.</param>
    /// <param name="encoding">How it becomes columns.</param>
    /// <exception cref="ArgumentException">The day of the year is to be one-hot: 366 columns, most of them seen once a year.</exception>
    public CalendarFeature(CalendarUnit unit, CalendarEncoding encoding)
    {
        ArgumentNullException.ThrowIfNull(encoding);
        _unit = unit;
        _encoding = encoding;
        Names = encoding == CalendarEncoding.OneHot ? OneHotNames(unit) : CyclicNames(unit, encoding.Harmonics);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Names { get; }

    /// <inheritdoc/>
    protected override void Write(DateTime stamp, Span<float> values)
    {
        if (_encoding == CalendarEncoding.OneHot)
        {
            values.Clear();
            values[Category(stamp)] = 1;
            return;
        }

        double angle = 2 * Math.PI * Fraction(stamp);
        for (int harmonic = 1; harmonic <= _encoding.Harmonics; harmonic++)
        {
            (double sine, double cosine) = Math.SinCos(harmonic * angle);
            values[2 * (harmonic - 1)] = (float)sine;
            values[(2 * harmonic) - 1] = (float)cosine;
        }
    }

    private static string[] OneHotNames(CalendarUnit unit) => unit switch
    {
        // Monday first, as in ISO 8601; .NET begins with Sunday.
        CalendarUnit.DayOfWeek => [.. Enumerable.Range(1, 7).Select(day => Name(unit, ((DayOfWeek)(day % 7)).ToString()))],
        CalendarUnit.Month => [.. Enumerable.Range(1, 12).Select(month => Name(unit, CultureInfo.InvariantCulture.DateTimeFormat.GetMonthName(month)))],
        CalendarUnit.Hour => [.. Enumerable.Range(0, 24).Select(hour => Name(unit, hour.ToString("00", CultureInfo.InvariantCulture)))],
        CalendarUnit.DayOfYear => throw new ArgumentException(
            "The day of the year cannot be one-hot: that would be 366 columns, most of them seen once a year. Encode it as cyclic.", nameof(unit)),
        _ => throw UnknownUnit(unit),
    };

    private static string[] CyclicNames(CalendarUnit unit, int harmonics) =>
        [.. Enumerable.Range(1, harmonics).SelectMany(h => new[] { Name(unit, "sin-" + Text(h)), Name(unit, "cos-" + Text(h)) })];

    private static string Name(CalendarUnit unit, string suffix) => UnitName(unit) + "-" + suffix.ToLowerInvariant();

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string UnitName(CalendarUnit unit) => unit switch
    {
        CalendarUnit.DayOfWeek => "day-of-week",
        CalendarUnit.DayOfYear => "day-of-year",
        CalendarUnit.Month => "month",
        CalendarUnit.Hour => "hour",
        _ => throw UnknownUnit(unit),
    };

    private static ArgumentOutOfRangeException UnknownUnit(CalendarUnit unit) =>
        new(nameof(unit), $"{unit} is no calendar unit: choose DayOfWeek, DayOfYear, Month or Hour.");

    private static int DaysSinceMonday(DateTime stamp) => ((int)stamp.DayOfWeek + 6) % 7;

    private int Category(DateTime stamp) => _unit switch
    {
        CalendarUnit.DayOfWeek => DaysSinceMonday(stamp),
        CalendarUnit.Month => stamp.Month - 1,
        _ => stamp.Hour,
    };

    private double Fraction(DateTime stamp) => _unit switch
    {
        CalendarUnit.DayOfWeek => DaysSinceMonday(stamp) / 7.0,
        CalendarUnit.DayOfYear => (stamp.DayOfYear - 1.0) / (DateTime.IsLeapYear(stamp.Year) ? 366 : 365),
        CalendarUnit.Month => (stamp.Month - 1) / 12.0,
        _ => stamp.TimeOfDay.TotalDays,
    };
}
