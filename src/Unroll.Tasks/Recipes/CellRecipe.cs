namespace Unroll.Tasks.Recipes;

/// <summary>The format of a text file's lines and cells, where it is not to be detected: keys of section <c>data</c> of a recipe.</summary>
public sealed record CellRecipe
{
    /// <summary>The character between cells; null to have it found.</summary>
    public char? Delimiter { get; init; }

    /// <summary>Lines before the header; null to have them found.</summary>
    public int? SkipLines { get; init; }

    /// <summary>Lines behind the last row; null to have them found.</summary>
    public int? SkipLinesEnd { get; init; }

    /// <summary>Whether each row holds a whole series, its times across the header.</summary>
    public bool SeriesInRows { get; init; }

    /// <summary>The decimal separator, a point or a comma; null to have it found.</summary>
    public char? Decimal { get; init; }

    /// <summary>The format of dates, as a .NET format; null to have it found.</summary>
    public string? DateFormat { get; init; }

    /// <summary>The time zone of the series, by its IANA name; null to leave stamps as they stand.</summary>
    public string? TimeZone { get; init; }

    /// <summary>The text's encoding; null to have it found.</summary>
    public string? Encoding { get; init; }

    /// <summary>Column with the names of variables, where each row is one measurement; null where each variable has a column.</summary>
    public string? Variable { get; init; }

    /// <summary>Column with the measured values; used together with <see cref="Variable"/>.</summary>
    public string? Value { get; init; }

    /// <summary>Texts that stand for a missing value; empty for the usual ones.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    /// <summary>Whether rows are put in the order of time.</summary>
    public bool Sort { get; init; }

    /// <summary>The treatment of duplicate timestamps: <c>refuse</c>, <c>first</c>, <c>last</c> or <c>mean</c>.</summary>
    public string DuplicateTimestamps { get; init; } = "refuse";
}
