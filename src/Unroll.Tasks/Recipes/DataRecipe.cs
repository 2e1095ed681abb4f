using Unroll.Catalogue;

namespace Unroll.Tasks.Recipes;

/// <summary>Which series are learned from: section <c>data</c> of a recipe.</summary>
public sealed record DataRecipe
{
    /// <summary>The section in the catalogue's terms.</summary>
    public static Section<DataRecipe> Section { get; } = DataSettings.Section;

    /// <summary>A name of the data catalogue; null when there is another source.</summary>
    public string? Dataset { get; init; }

    /// <summary>A file, relative to the recipe; null when there is another source.</summary>
    public string? File { get; init; }

    /// <summary>A query of a database; null when there is another source.</summary>
    public DatabaseRecipe? Database { get; init; }

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

    /// <summary>The first of <see cref="Targets"/>; empty where there is none.</summary>
    public string Target
    {
        get => Targets.Count > 0 ? Targets[0] : "";
        init => Targets = [value];
    }

    /// <summary>The columns that are predicted; of a forecast, their past is an input.</summary>
    public IReadOnlyList<string> Targets { get; init; } = [];

    /// <summary>The targets' unit, for tables and reports; null when there is none.</summary>
    public string? Unit { get; init; }

    /// <summary>Further columns that a forecast sees the past of.</summary>
    public IReadOnlyList<string> PastCovariates { get; init; } = [];

    /// <summary>Columns whose values are known in advance of the rows to be forecast: prices, plans, weather forecasts.</summary>
    public IReadOnlyList<string> FutureCovariates { get; init; } = [];

    /// <summary>Columns that do not change over the time of a series.</summary>
    public IReadOnlyList<string> StaticCovariates { get; init; } = [];

    /// <summary>Columns that a task on whole sequences sees; empty for all numbers.</summary>
    public IReadOnlyList<string> Channels { get; init; } = [];

    /// <summary>Which of the columns hold texts, whose categories become numbers by a step.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>The columns that tell series apart, together; empty where there is one series.</summary>
    public IReadOnlyList<string> Id { get; init; } = [];

    /// <summary>The column with the class of a series; null where there is none, or the file's format tells.</summary>
    public string? Class { get; init; }

    /// <summary>How the cells of a text file are written.</summary>
    public CellRecipe Cells { get; init; } = new();

    /// <summary>The columns that a task reads, each once: targets, covariates and channels.</summary>
    public IReadOnlyList<string> Columns =>
        [.. Targets.Concat(PastCovariates).Concat(FutureCovariates).Concat(Channels).Distinct(StringComparer.Ordinal)];
}
