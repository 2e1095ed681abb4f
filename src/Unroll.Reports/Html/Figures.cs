using System.Globalization;
using Unroll.Series.Frames;
using Unroll.Tasks.Learning;

namespace Unroll.Reports.Html;

/// <summary>Numbers, dates and durations as a reader of the report sees them.</summary>
internal static class Figures
{
    /// <summary>Stands for a number that is not defined.</summary>
    public const string None = "–";

    /// <summary>A number to a few significant digits, with thousands separated: <c>13.2</c>, <c>1,350</c>, <c>0.00214</c>.</summary>
    /// <param name="value">The number.</param>
    /// <param name="digits">Significant digits.</param>
    public static string Number(double value, int digits = 4)
    {
        if (!double.IsFinite(value))
        {
            return None;
        }

        if (value == 0)
        {
            return "0";
        }

        int magnitude = (int)Math.Floor(Math.Log10(Math.Abs(value)));

        // A true minus sign lines up with the plus sign in tabular figures.
        string text = magnitude is < -5 or > 12
            ? value.ToString($"0.{new string('0', digits - 1)}e0", CultureInfo.InvariantCulture)
            : value.ToString($"N{Math.Clamp(digits - 1 - magnitude, 0, 9)}", CultureInfo.InvariantCulture);
        return text.Replace('-', '−');
    }

    /// <summary>A whole number with thousands separated.</summary>
    public static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A percentage that is a percentage already: <c>0.97 %</c>.</summary>
    public static string Percent(double value) =>
        double.IsFinite(value) ? $"{value.ToString(Math.Abs(value) < 99.995 ? "0.00" : "N0", CultureInfo.InvariantCulture)} %" : None;

    /// <summary>A number from 0 to 1 as it is customary for areas: <c>0.987</c>.</summary>
    public static string Rate(double value) => double.IsFinite(value) ? value.ToString("0.000", CultureInfo.InvariantCulture) : None;

    /// <summary>A quantity with its unit, if it has one.</summary>
    public static string Quantity(double value, string? unit, int digits = 4) =>
        string.IsNullOrWhiteSpace(unit) || !double.IsFinite(value) ? Number(value, digits) : $"{Number(value, digits)} {unit}";

    /// <summary>A score as it is meant to be shown, with its unit.</summary>
    /// <param name="score">The score.</param>
    /// <param name="unit">Unit of the target; null where there is none.</param>
    /// <param name="digits">Significant digits of plain numbers.</param>
    public static string Score(Score score, string? unit, int digits = 4) =>
        score.Format == ScoreFormat.Unit ? Quantity(score.Value, unit, digits) : Format(score.Value, score.Format, digits);

    /// <summary>A number as it is meant to be shown, without a unit.</summary>
    public static string Format(double value, ScoreFormat format, int digits = 4) => format switch
    {
        ScoreFormat.Percent => Percent(value),
        ScoreFormat.Share => Percent(100 * value),
        ScoreFormat.Count when double.IsFinite(value) => Count((long)Math.Round(value)),
        _ => Number(value, digits),
    };

    /// <summary>A day, or a moment where the time of day matters: <c>1 Jan 2017</c>, <c>1 Jan 2017 13:00</c>, <c>row 120</c>.</summary>
    public static string Date(DateTime time) => TimeIndex.IsRowNumber(time)
        ? TimeIndex.ToText(time)
        : time.ToString(
            time.TimeOfDay == TimeSpan.Zero ? "d MMM yyyy"
            : time.Ticks % TimeSpan.TicksPerMinute == 0 ? "d MMM yyyy HH:mm" : "d MMM yyyy HH:mm:ss.FFF",
            CultureInfo.InvariantCulture);

    /// <summary>From a day to a day.</summary>
    public static string Dates(DateTime first, DateTime last) => $"{Date(first)} – {Date(last)}";

    /// <summary>A duration in the units a reader thinks in: <c>32 ms</c>, <c>3.4 s</c>, <c>2 min 5 s</c>, <c>1 h 3 min</c>.</summary>
    public static string Duration(double seconds) => seconds switch
    {
        double.NaN => None,
        < 0.1 => string.Create(CultureInfo.InvariantCulture, $"{seconds * 1000:0} ms"),
        < 60 => string.Create(CultureInfo.InvariantCulture, $"{seconds:0.0} s"),
        < 3600 => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(seconds / 60):0} min {Math.Floor(seconds % 60):0} s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(seconds / 3600):N0} h {Math.Floor(seconds % 3600 / 60):0} min"),
    };
}
