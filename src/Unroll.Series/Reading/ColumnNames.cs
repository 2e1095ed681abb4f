namespace Unroll.Series.Reading;

/// <summary>The content of columns by their names.</summary>
public static class ColumnNames
{
    private static readonly HashSet<string> _times = new(StringComparer.OrdinalIgnoreCase)
    {
        "date", "time", "datetime", "timestamp", "epoch", "unixtime", "ds", "ts", "year", "yr", "month", "quarter", "week", "day",
        "weekday", "dayofweek", "dayofmonth", "dayofyear", "weekofyear", "hour", "minute", "second", "period", "datum", "zeit",
        "zeitstempel", "jahr", "monat", "tag", "stunde", "fecha", "hora", "tarih", "dato", "jour", "giorno", "timeidx", "timeindex",
        "timestep", "elapsed", "elapsedtime", "relativetime",
        "yearmonth", "yyyymm", "yearweek", "yyyyww", "datehour", "decimaldate", "decimalyear", "decyear", "doy", "jd", "mjd",
        "bjd", "datenum", "juliandate", "mes", "mois", "mese", "año", "année", "anno", "heure", "ora",
    };

    private static readonly HashSet<string> _identifiers = new(StringComparer.OrdinalIgnoreCase)
    {
        "id", "ids", "uid", "uuid", "guid", "key", "code", "index", "idx", "row", "rownumber", "rowid", "rownum", "nr", "no", "num",
        "number", "#", "counter", "seq", "sequence", "sku", "nummer", "numero", "número", "numéro", "zip", "zipcode", "postcode",
    };

    private static readonly HashSet<string> _coordinates = new(StringComparer.OrdinalIgnoreCase)
    {
        "lat", "latitude", "lon", "lng", "long", "longitude",
    };

    private static readonly HashSet<string> _steps = new(StringComparer.OrdinalIgnoreCase) { "t", "step", "steps", "tick", "cycle" };

    private static readonly HashSet<string> _units = new(StringComparer.OrdinalIgnoreCase)
    {
        "s", "sec", "secs", "second", "seconds", "ms", "us", "µs", "μs", "ns", "min", "mins", "minute", "minutes", "h", "hr", "hrs", "hour",
        "hours", "d", "day", "days", "week", "weeks", "month", "months", "y", "yr", "yrs", "year", "years", "utc", "gmt",
    };

    /// <summary>
    /// Whether a name is that of a time: <c>date</c>, <c>time</c>, <c>year</c>, <c>time_idx</c>, <c>order date</c>, <c>Time (s)</c>.
    /// </summary>
    /// <param name="name">The name.</param>
    public static bool IsTime(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        string[] words = Words(name);
        return _times.Contains(string.Concat(words)) || HasUnitOfTime(name)
            || words.Any(word => word.ToLowerInvariant() is "date" or "datetime" or "timestamp" or "datum" or "fecha");
    }

    /// <summary>Whether a name is that of an identifier, a number of the row or a place: <c>id</c>, <c>CustomerID</c>.</summary>
    /// <param name="name">The name.</param>
    public static bool IsIdentifier(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        string[] words = Words(name);
        string joined = string.Concat(words);
        return _identifiers.Contains(joined) || _coordinates.Contains(joined) || (words.Length > 1
            && words[^1].ToLowerInvariant() is "id" or "idx" or "index" or "uid" or "key" or "code" or "nr" or "no");
    }

    /// <summary>
    /// Whether a name is that of a number of the row, if its values are: a time, an identifier, or steps (<c>t</c>, <c>step</c>).
    /// </summary>
    /// <param name="name">The name.</param>
    public static bool IsCounter(string name) => IsTime(name) || IsIdentifier(name) || IsStep(name);

    /// <summary>Whether a name is that of steps: <c>t</c>, <c>step</c>, <c>cycle</c>.</summary>
    /// <param name="name">The name.</param>
    internal static bool IsStep(string name) => _steps.Contains(string.Concat(Words(name)));

    /// <summary>Whether a name is that of a coordinate of a place: <c>lat</c>, <c>longitude</c>.</summary>
    /// <param name="name">The name.</param>
    public static bool IsCoordinate(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return _coordinates.Contains(string.Concat(Words(name)));
    }

    /// <summary>Whether a name of a time has its unit in brackets; the period of a wave is a measurement.</summary>
    private static bool HasUnitOfTime(string name)
    {
        int unit = name.IndexOfAny(['(', '[']);
        return unit > 0 && _units.Contains(name[unit..].Trim(' ', '(', ')', '[', ']'))
            && string.Concat(Words(name[..unit])) is var time && _times.Contains(time)
            && !time.Equals("period", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The words of a name, between blanks, signs and capitals: <c>CustomerID</c> is Customer and ID.</summary>
    internal static string[] Words(string name)
    {
        List<string> words = [];
        int start = 0;
        for (int i = 0; i <= name.Length; i++)
        {
            bool isSign = i == name.Length || !(char.IsLetterOrDigit(name[i]) || name[i] == '#');
            bool isCapital = !isSign && i > start && char.IsUpper(name[i]) && char.IsLower(name[i - 1]);
            if ((isSign || isCapital) && i > start)
            {
                words.Add(name[start..i]);
            }

            start = isSign ? i + 1 : isCapital ? i : start;
        }

        return [.. words];
    }
}
