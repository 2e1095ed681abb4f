namespace Unroll.Tasks.Recipes;

/// <summary>Which series is learned: section <c>data</c> of a recipe.</summary>
public sealed record DataRecipe
{
    /// <summary>A name of the data catalogue; null when <see cref="File"/> is given.</summary>
    public string? Dataset { get; init; }

    /// <summary>A CSV file, relative to the recipe; null when <see cref="Dataset"/> is given.</summary>
    public string? File { get; init; }

    /// <summary>The column with the timestamps; null to have it found.</summary>
    public string? Time { get; init; }

    /// <summary>The column that is forecast.</summary>
    public required string Target { get; init; }

    /// <summary>The target's unit, for tables and reports; null when there is none.</summary>
    public string? Unit { get; init; }

    /// <summary>Further columns that the network sees the past of.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];
}
