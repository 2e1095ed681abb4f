using System.Buffers;

namespace Unroll.Series.Reading;

/// <summary>Lines of units or further names below the names of columns, told from rows whose numbers are texts such as 'unknown'.</summary>
internal static class CsvUnitLine
{
    private const double MostShare = 0.5;

    /// <summary>Units that have prefixes, as in kWh.</summary>
    private static readonly string[] _prefixed = [
        "m", "g", "s", "A", "K", "mol", "Pa", "J", "W", "V", "VA", "VAr", "var", "VAR", "Wh", "Ah", "Hz", "N", "l", "L", "bar", "eV", "t",
        "B", "F", "H", "T", "S", "Sv", "Gy", "Bq", "lm", "lx", "Ohm", "ohm", "\u03A9", "\u2126"];

    private static readonly string[] _prefixes = ["k", "M", "G", "m", "\u00B5", "\u03BC", "u", "n", "h", "c", "d"];

    /// <summary>Units without prefixes, halves of composed ones, and what loggers write below the names.</summary>
    private static readonly HashSet<string> _others = new(StringComparer.Ordinal)
    {
        "-", "%", "\u2030", "\u00B0", "\u00B0C", "\u00B0F", "\u00B0K", "\u2103", "\u2109", "C", "degC", "degF", "degK", "deg", "degT",
        "degN", "degrees", "celsius", "fahrenheit", "kelvin", "Celsius", "Fahrenheit", "Kelvin", "percent", "pct", "ppm", "ppb", "ppt",
        "psu", "PSU", "pH", "sec", "secs", "second", "seconds", "min", "mins", "minute", "minutes", "h", "hr", "hrs", "hour", "hours",
        "d", "dy", "day", "days", "wk", "week", "weeks", "mo", "mon", "month", "months", "yr", "yrs", "year", "years", "mn", "mph", "kph",
        "kt", "kts", "kn", "knot", "knots", "ft", "in", "inch", "inches", "mi", "nmi", "yd", "lb", "lbs", "oz", "gal", "psi", "atm",
        "torr", "Torr", "mmHg", "inHg", "mb", "cal", "kcal", "Cal", "BTU", "Btu", "rpm", "RPM", "bpm", "dB", "dBm", "dBA", "dBZ", "DU",
        "NTU", "FNU", "ha", "rad", "cd", "Volt", "volt", "Volts", "volts", "Watt", "watt", "Watts", "watts", "Amp", "amp", "Amps", "amps",
        "meter", "meters", "metre", "metres", "EUR", "USD", "GBP", "CHF", "JPY", "CNY", "SEK", "NOK", "DKK", "PLN", "CZK", "AUD", "CAD",
        "INR", "\u20AC", "$", "\u00A3", "\u00A5", "ct", "iso", "ISO", "UTC", "utc", "unix", "string", "float", "double", "int", "integer",
        "Avg", "avg", "Min", "Max", "max", "Smp", "Std", "std", "Tot", "tot", "mean", "Mean", "sum", "per",
    };

    private static readonly SearchValues<char> _clock = SearchValues.Create("hHmMsSfF:.");

    private static readonly MissingMarkers _missing = new(null);

    /// <summary>
    /// Whether a line below the names is none of the table's rows: it has a text of its own where these have dates, or units and nothing
    /// else, or tells names apart that are the same without it. No text of it stands again in its column.
    /// </summary>
    /// <param name="names">The names above it.</param>
    /// <param name="line">The line.</param>
    /// <param name="rows">The rows below it.</param>
    /// <param name="holdsValues">The columns of numbers and dates.</param>
    public static bool IsBelow(string[] names, string[] line, IReadOnlyList<string[]> rows, bool[] holdsValues)
    {
        int[] filled = [.. Enumerable.Range(0, holdsValues.Length).Where(column => !_missing.Contains(line[column]))];
        if (Array.Exists(filled, column => rows.Any(row => column < row.Length && row[column] == line[column])))
        {
            return false;
        }

        bool isDateNamed = Array.Exists(filled, column => holdsValues[column] && HoldsStamps(rows, column)
            && line.Count(cell => cell == line[column]) == 1);
        if (isDateNamed)
        {
            return true;
        }

        bool hasOnlyValues = Array.TrueForAll(
            filled, column => holdsValues[column] || IsBracketed(line[column]) || IsClock(line[column]));
        bool areUnits = Array.TrueForAll(
            filled,
            column => IsBracketed(line[column]) || IsUnit(line[column]) || EndsWithUnit(line[column]) || IsClock(line[column]));
        return (hasOnlyValues && (areUnits || TellsApart(names, line, holdsValues)))
            || IsUndated(names, line, rows, filled, holdsValues);
    }

    /// <summary>Whether a text is a unit, alone or composed: <c>kWh</c>, <c>µg/m³</c>, <c>W m-2</c>.</summary>
    /// <param name="text">The text.</param>
    public static bool IsUnit(string text)
    {
        string[] parts = text.Split([' ', '/', '*', '\u00B7', '(', ')', '[', ']'], StringSplitOptions.RemoveEmptyEntries);
        return text.Trim() is "-" or ""
            || (parts.Length > 0 && Array.TrueForAll(parts, part => IsSimple(part) || IsSimple(WithoutPower(part))));
    }

    /// <summary>A quantity with its unit: <c>Power (MW)</c>.</summary>
    private static bool EndsWithUnit(string text) =>
        text.LastIndexOfAny(['(', '[']) is > 0 and var open && text[^1] is ')' or ']' && IsUnit(text[(open + 1)..^1]);

    private static bool IsSimple(string text) => _others.Contains(text) || Array.IndexOf(_prefixed, text) >= 0
        || Array.Exists(_prefixes, prefix => text.StartsWith(prefix, StringComparison.Ordinal)
            && Array.IndexOf(_prefixed, text[prefix.Length..]) >= 0);

    private static string WithoutPower(string text) =>
        text.TrimEnd(['0', '1', '2', '3', '4', '-', '^', '\u00B9', '\u00B2', '\u00B3', '\u207B']);

    /// <summary>Whether a cell is the pattern of times of day: <c>hh:mm:ss.mmm</c>.</summary>
    private static bool IsClock(string cell) =>
        cell.Contains(':', StringComparison.Ordinal) && !cell.AsSpan().ContainsAnyExcept(_clock);

    /// <summary>
    /// Whether texts tell names apart that are the same above them, where each row has its date in the first column, and this line nothing.
    /// </summary>
    private static bool IsUndated(
        string[] names, string[] line, IReadOnlyList<string[]> rows, int[] filled, bool[] holdsValues) =>
        line[0].Length == 0 && filled.Length > 0 && names.Skip(1).CountBy(name => name).Any(pair => pair.Key.Length > 0 && pair.Value > 1)
        && Array.TrueForAll(filled, column => holdsValues[column])
        && filled.Select(column => line[column]).Distinct().Count() == filled.Length
        && rows.All(row => StampParser.IsStamp(row[0]) && !NumberParser.LooksLikeNumber(row[0]));

    private static bool IsBracketed(string cell) => cell is ['[', .., ']'] or ['(', .., ')'];

    private static bool HoldsStamps(IReadOnlyList<string[]> rows, int column)
    {
        string[] cells = [.. rows.Where(row => column < row.Length && !_missing.Contains(row[column])).Select(row => row[column])];
        return cells.Length > 0 && cells.Count(StampParser.IsStamp) > MostShare * cells.Length;
    }

    /// <summary>Whether the names of values are the same, or none, without the line, and each another with it.</summary>
    private static bool TellsApart(string[] names, string[] line, bool[] holdsValues)
    {
        int[] values = [.. Enumerable.Range(0, holdsValues.Length).Where(column => holdsValues[column])];
        string[] above = [.. values.Select(column => column < names.Length ? names[column] : "")];
        bool areComplete = Array.TrueForAll(values, column => !_missing.Contains(line[column]));
        return areComplete && above.Distinct().Count() < above.Length
            && values.Select((column, i) => (above[i], line[column])).Distinct().Count() == values.Length;
    }
}
