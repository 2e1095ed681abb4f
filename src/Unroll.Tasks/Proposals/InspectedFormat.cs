using System.Text.Json.Nodes;

namespace Unroll.Tasks.Proposals;

/// <summary>The format of a file.</summary>
/// <param name="Name">Name of the format, for example <c>CSV</c>.</param>
public sealed record InspectedFormat(string Name)
{
    private const int MostUnits = 5;

    /// <summary>The character between cells; null where the format has none.</summary>
    public char? Delimiter { get; init; }

    /// <summary>Lines before the header that hold no data.</summary>
    public int SkippedLines { get; init; }

    /// <summary>Lines behind the last row that hold no data.</summary>
    public int SkippedLinesEnd { get; init; }

    /// <summary>The decimal separator; null where the format leaves no choice.</summary>
    public char? Decimal { get; init; }

    /// <summary>The format of dates, as a .NET format; null where there are none.</summary>
    public string? DateFormat { get; init; }

    /// <summary>Notes of what was left out or rounded, each a sentence or more; empty where nothing was.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Name of the encoding; null where the format leaves no choice.</summary>
    public string? Encoding { get; init; }

    /// <summary>The column of stamps; null where there is none.</summary>
    public string? TimeColumn { get; init; }

    /// <summary>The columns that tell series apart; empty where there are none.</summary>
    public IReadOnlyList<string> IdColumns { get; init; } = [];

    /// <summary>Columns whose numbers all have a unit beside them.</summary>
    public IReadOnlyList<(string Column, string Unit)> Units { get; init; } = [];

    /// <summary>
    /// Options that the user gave, as keys of a recipe's <c>data</c>: what was not found by itself has to be said there as well.
    /// </summary>
    public IReadOnlyList<(string Key, JsonNode Value)> Given { get; init; } = [];

    /// <summary>In words: <c>CSV, semicolon between cells, decimal comma, dates dd.MM.yyyy, utf-8</c>.</summary>
    public override string ToString() => string.Join(", ", new[]
    {
        Name,
        SkippedLines > 0
            ? $"{CountFormatter.Format(SkippedLines, "lines")} skipped before the table"
                : "",
        SkippedLinesEnd > 0
            ? $"{CountFormatter.Format(SkippedLinesEnd, "lines")} skipped after it"
                : "",
        Delimiter is { } delimiter ? $"{NameOf(delimiter)} between cells" : "",
        Decimal is { } point ? $"decimal {NameOf(point)}" : "",
        DateFormat is { } dates ? $"dates {dates}" : "",
        Encoding ?? "",
        Units.Count == 0
            ? ""
            : "units " + string.Join(", ", Units.Take(MostUnits).Select(pair => $"{pair.Column} [{pair.Unit}]"))
                + (Units.Count > MostUnits ? ", …" : ""),
    }.Where(part => part.Length > 0));

    /// <summary>A separator's name, as recipes and options spell it.</summary>
    public static string NameOf(char separator) => separator switch
    {
        ',' => "comma",
        ';' => "semicolon",
        '\t' => "tab",
        '|' => "pipe",
        ' ' => "space",
        '.' => "point",
        _ => separator.ToString(),
    };
}
