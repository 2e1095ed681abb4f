using Unroll.Catalogue;

namespace Unroll.Tasks.Recipes;

/// <summary>The data of a run: section <c>data</c> of a recipe.</summary>
public sealed record DataRecipe
{
    /// <summary>The section in the catalogue's terms.</summary>
    public static Section<DataRecipe> Section { get; } = DataSettings.Section;

    /// <summary>A name of the data catalogue; null when there is another source.</summary>
    public string? Dataset { get; init; }

    /// <summary>A file, relative to the recipe; null when there is another source.</summary>
    public string? File { get; init; }

    /// <summary>A folder or a glob of files that are a series each, relative to the recipe; null when there is another source.</summary>
    public string? Folder { get; init; }

    /// <summary>
    /// The pattern of the names of files that are a series each, such as <c>{digit}_{speaker}_{index}</c>; null where names tell nothing.
    /// </summary>
    public string? Names { get; init; }

    /// <summary>The column of a table with the path of a file, a series, in each row; null where the table holds the series.</summary>
    public string? Path { get; init; }

    /// <summary>A query of a database; null when there is another source.</summary>
    public DatabaseRecipe? Database { get; init; }

    /// <summary>A file with the series of the validation part, relative to the recipe; null when they are in the same data.</summary>
    public string? ValidationFile { get; init; }

    /// <summary>A data set of the catalogue with the series of the test part; null when they are in the same data.</summary>
    public string? TestDataset { get; init; }

    /// <summary>A file with the series of the test part, relative to the recipe; null when they are in the same data.</summary>
    public string? TestFile { get; init; }

    /// <summary>A file with the labels of images, relative to the recipe; null when there is none.</summary>
    public string? Labels { get; init; }

    /// <summary>A data set of the catalogue with the labels of images; null when there is none.</summary>
    public string? LabelsDataset { get; init; }

    /// <summary>A file with the labels of the images of the test part, relative to the recipe; null when there is none.</summary>
    public string? TestLabels { get; init; }

    /// <summary>A data set of the catalogue with the labels of the images of the test part; null when there is none.</summary>
    public string? TestLabelsDataset { get; init; }

    /// <summary>A file with what each line of <see cref="File"/> is translated to; null where pairs stand in a table.</summary>
    public string? TargetFile { get; init; }

    /// <summary>A data set with what each line of the data is translated to; null where pairs stand in a table.</summary>
    public string? TargetDataset { get; init; }

    /// <summary>A data set of the catalogue with the validation part; null when it is in the same data.</summary>
    public string? ValidationDataset { get; init; }

    /// <summary>A file with what each line of the validation part is translated to; null when there is none.</summary>
    public string? ValidationTargetFile { get; init; }

    /// <summary>A data set with what each line of the validation part is translated to; null when there is none.</summary>
    public string? ValidationTargetDataset { get; init; }

    /// <summary>A file with what each line of the test part is translated to; null when there is none.</summary>
    public string? TestTargetFile { get; init; }

    /// <summary>A data set with what each line of the test part is translated to; null when there is none.</summary>
    public string? TestTargetDataset { get; init; }

    /// <summary>The format of a file, where its name and content are ambiguous; null to have it detected.</summary>
    public string? Format { get; init; }

    /// <summary>The column with the timestamps; null to have it found.</summary>
    public string? Time { get; init; }

    /// <summary>
    /// The separator of the labels of a series in the column <see cref="Class"/>, of which it may have several; null where each has one.
    /// </summary>
    public string? ClassSeparator { get; init; }

    /// <summary>The first of <see cref="Targets"/>; empty where there is none.</summary>
    public string Target
    {
        get => Targets.Count > 0 ? Targets[0] : "";
        init => Targets = [value];
    }

    /// <summary>The target columns; of a forecast, their past is an input.</summary>
    public IReadOnlyList<string> Targets { get; init; } = [];

    /// <summary>The targets' unit, for tables and reports; null when there is none.</summary>
    public string? Unit { get; init; }

    /// <summary>Past covariates of a forecast.</summary>
    public IReadOnlyList<string> PastCovariates { get; init; } = [];

    /// <summary>Future covariates of a forecast, known in advance: prices, plans, weather forecasts.</summary>
    public IReadOnlyList<string> FutureCovariates { get; init; } = [];

    /// <summary>Static covariates, constant within a series.</summary>
    public IReadOnlyList<string> StaticCovariates { get; init; } = [];

    /// <summary>Input columns of a task on whole sequences; empty for all numbers.</summary>
    public IReadOnlyList<string> Channels { get; init; } = [];

    /// <summary>The columns of texts of a table with a text a row; empty where series are of numbers.</summary>
    public IReadOnlyList<string> Texts { get; init; } = [];

    /// <summary>Categorical columns, which a step encodes as numbers.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>The columns that together identify series; empty where there is one series.</summary>
    public IReadOnlyList<string> Id { get; init; } = [];

    /// <summary>The column with the class label of a series; null where there is none, or the file's format has one.</summary>
    public string? Class { get; init; }

    /// <summary>The format of a text file's cells.</summary>
    public CellRecipe Cells { get; init; } = new();

    /// <summary>The field that names a column; null where none does.</summary>
    /// <param name="column">The column.</param>
    internal string? FieldOf(string column)
    {
        (string Field, IReadOnlyList<string> Names)[] fields =
        [
            ("time", Time is null ? [] : [Time]), ("target", Targets), ("past-covariates", PastCovariates),
            ("future-covariates", FutureCovariates), ("static-covariates", StaticCovariates), ("channels", Channels), ("text", Texts),
            ("id", Id),
            ("class", Class is null ? [] : [Class]), ("variable", Cells.Variable is null ? [] : [Cells.Variable]),
            ("value", Cells.Value is null ? [] : [Cells.Value]), ("categories", Categories),
        ];
        (string field, IReadOnlyList<string> names) = fields.FirstOrDefault(field => field.Names.Contains(column));
        return field is null ? null
            : names.Count == 1 ? $"data.{field}"
            : Recipe.Item($"data.{field}", names.ToList().IndexOf(column));
    }

    /// <summary>The columns that a task reads, each once: targets, covariates and channels.</summary>
    public IReadOnlyList<string> Columns =>
        [.. Targets.Concat(PastCovariates).Concat(FutureCovariates).Concat(Channels).Distinct(StringComparer.Ordinal)];
}
