namespace Unroll.Tasks.Recipes;

/// <summary>Which series are learned from: section <c>data</c> of a recipe.</summary>
public sealed record DataRecipe
{
    /// <summary>A name of the data catalogue; null when there is another source.</summary>
    public string? Dataset { get; init; }

    /// <summary>A file, relative to the recipe; null when there is another source.</summary>
    public string? File { get; init; }

    /// <summary>A PostgreSQL server and database, as an address or as keywords; null when there is another source.</summary>
    public string? Postgres { get; init; }

    /// <summary>The SQL query whose rows are the data; null when there is no server.</summary>
    public string? Query { get; init; }

    /// <summary>A data set of the catalogue with the series of the test part; null when they are in the same data.</summary>
    public string? TestDataset { get; init; }

    /// <summary>A file with the series of the test part, relative to the recipe; null when they are in the same data.</summary>
    public string? TestFile { get; init; }

    /// <summary>A file with the labels of images, relative to the recipe; null when there is none.</summary>
    public string? Labels { get; init; }

    /// <summary>A data set of the catalogue with the labels of images; null when there is none.</summary>
    public string? LabelsDataset { get; init; }

    /// <summary>How a file is written, where its name and content do not tell; null to have it found.</summary>
    public string? Format { get; init; }

    /// <summary>The column with the timestamps; null to have it found.</summary>
    public string? Time { get; init; }

    /// <summary>The first of <see cref="Targets"/>; empty where nothing is forecast.</summary>
    public string Target
    {
        get => Targets.Count > 0 ? Targets[0] : "";
        init => Targets = [value];
    }

    /// <summary>The columns that are forecast, at least one for a forecast; their past is an input.</summary>
    public IReadOnlyList<string> Targets { get; init; } = [];

    /// <summary>The targets' unit, for tables and reports; null when there is none.</summary>
    public string? Unit { get; init; }

    /// <summary>Further columns that the network sees the past of; for a classification all that it sees, empty for all that there are.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>Columns that are known in advance of the rows to be forecast (prices, plans, weather forecasts).</summary>
    public IReadOnlyList<string> Known { get; init; } = [];

    /// <summary>Which of the columns hold texts, whose categories become numbers by a step.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>The column that tells series apart; null where there is one series.</summary>
    public string? Id { get; init; }

    /// <summary>Columns with what does not change over the time of a series.</summary>
    public IReadOnlyList<string> Statics { get; init; } = [];

    /// <summary>The column with the class of a series; null where there is none, or the file's format tells.</summary>
    public string? Class { get; init; }

    /// <summary>How cells are written.</summary>
    public CellRecipe Cells { get; init; } = new();
}
