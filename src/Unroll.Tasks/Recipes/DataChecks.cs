using Unroll.Catalogue;
using Unroll.Series.Reading;

namespace Unroll.Tasks.Recipes;

/// <summary>The checks of a recipe's data: their sources, and the roles of their columns.</summary>
internal static class DataChecks
{
    /// <summary>Keys that tell how tables of numbers are written, which those of texts are not read by.</summary>
    private static readonly string[] _ofNumbers =
    [
        "time", "skip-lines", "skip-lines-end", "orient", "decimal", "date-format", "time-zone", "variable", "value", "missing", "sort",
        "duplicate-timestamps",
    ];

    /// <summary>Checks the section <c>data</c>.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="isWhole">Whether it must name its data.</param>
    public static void Check(Recipe recipe, bool isWhole)
    {
        CheckSource(recipe, isWhole);
        CheckTexts(recipe);
        CheckColumns(recipe);
    }

    /// <summary>Refuses what would be passed over where texts are read: in a table of them, in files of lines or in a running text.
    /// </summary>
    private static void CheckTexts(Recipe recipe)
    {
        DataRecipe data = recipe.Data;
        bool isRunning = data.Format == "text" || (data is { Format: null, Texts.Count: 0 } && recipe.Task.ReadsText);
        bool isTable = data.Texts.Count > 0 && data.Format is (null or "csv" or "tsv" or "json-lines");
        bool areLines = data.Format == "lines" || (recipe.Task.ReadsPairs && (data.TargetFile ?? data.TargetDataset) is not null);
        if (data.Path is not null || data.Folder is not null || data.Database is not null || !(isRunning || areLines || isTable))
        {
            return;
        }

        SettingValues given = DataSettings.Section.ReadBack(data);
        string[] idle = isRunning || areLines ? [.. _ofNumbers, "delimiter"] : _ofNumbers;
        if (DataSettings.Section.Settings.FirstOrDefault(setting => idle.Contains(setting.Name) && given.IsGiven(setting)) is { } key)
        {
            throw recipe.Error(
                $"data.{key.Name}", $"says how a table of numbers is read, but here {(isRunning ? "a running text is"
                    : areLines ? "lines of text are" : "a table of texts (data.text) is")} read, which it means nothing to. Remove it, and "
                    + "change the file where it is needed.");
        }
    }

    private static void CheckSource(Recipe recipe, bool isWhole)
    {
        DataRecipe data = recipe.Data;
        string[] sources = [
            .. new[] { data.Dataset is null ? null : "dataset", data.File is null ? null : "file",
                data.Folder is null ? null : "folder", data.Database is null ? null : "database" }.OfType<string>()];
        if (sources.Length > 1)
        {
            throw recipe.Error($"data.{sources[1]}", $"both {sources[0]} and {sources[1]} are given. Keep one of them.");
        }

        // Made in code, a recipe may be fitted to frames that need no source.
        if (sources.Length == 0 && isWhole)
        {
            throw recipe.Error(
                "data", "the data have no source. Give dataset: NAME (of `unroll data list`), file: series.csv, folder: recordings, or "
                    + "database: {provider: …, connection: …, query: …}.");
        }

        RequireTogether(recipe, "class-separator", data.ClassSeparator, "class", data.Class, "class: tags");
        CheckNames(recipe);

        RequireTogether(recipe, "variable", data.Cells.Variable, "value", data.Cells.Value, "value: measurement");
        RequireTogether(recipe, "value", data.Cells.Value, "variable", data.Cells.Variable, "variable: sensor");
        if (data.TestFile is not null && data.TestDataset is not null)
        {
            throw recipe.Error("data.test-file", "both test-file and test-dataset are given. Keep one of them.");
        }

        if (data.ValidationFile is not null && data.ValidationDataset is not null)
        {
            throw recipe.Error("data.validation-file", "both validation-file and validation-dataset are given. Keep one of them.");
        }

        CheckPairs(recipe, isWhole);
        CheckLabels(recipe, "labels", data.Labels, data.LabelsDataset);
        CheckLabels(recipe, "test-labels", data.TestLabels, data.TestLabelsDataset);
        if ((data.TestLabels is not null ? "test-labels" : data.TestLabelsDataset is not null ? "test-labels-dataset" : null) is { } labels
            && !recipe.HasTestData)
        {
            throw recipe.Error($"data.{labels}", "needs the images beside it, for example test-file: t10k-images-idx3-ubyte");
        }
    }

    /// <summary>Files of lines side by side: each part has both, or none.</summary>
    private static void CheckPairs(Recipe recipe, bool isWhole)
    {
        DataRecipe data = recipe.Data;
        (string Part, string? File, string? DataSet, bool IsThere)[] parts =
        [
            ("", data.TargetFile, data.TargetDataset, data.File is not null || data.Dataset is not null || !isWhole),
            ("validation-", data.ValidationTargetFile, data.ValidationTargetDataset, recipe.HasValidationData),
            ("test-", data.TestTargetFile, data.TestTargetDataset, recipe.HasTestData),
        ];
        bool areLines = parts[0].File is not null || parts[0].DataSet is not null;
        foreach ((string part, string? file, string? dataSet, bool isThere) in parts)
        {
            string given = $"{part}target-{(file is not null ? "file" : "dataset")}";
            if (file is not null && dataSet is not null)
            {
                throw recipe.Error($"data.{given}", $"both {part}target-file and {part}target-dataset are given. Keep one of them.");
            }

            bool isGiven = file is not null || dataSet is not null;
            if (isGiven && !recipe.Task.ReadsPairs)
            {
                throw recipe.Error($"data.{given}", "belongs to task: translate, which reads two files side by side. Remove it.");
            }

            if (isGiven && (!isThere || !areLines))
            {
                throw recipe.Error(
                    $"data.{given}", isThere ? "needs the other parts as files side by side, too: target-file: train.en"
                        : $"needs the file with the lines that it belongs to: {part}file: {(part.Length > 0 ? part[..^1] : "train")}.de");
            }

            if (areLines && isThere && !isGiven)
            {
                throw recipe.Error(
                    "data", $"the {part.TrimEnd('-')} part lacks what its lines are translated to. Give {part}target-file: "
                        + $"{part.TrimEnd('-')}.en");
            }
        }
    }

    /// <summary>The pattern of file names can be read, and belongs to files that are a series each.</summary>
    private static void CheckNames(Recipe recipe)
    {
        DataRecipe data = recipe.Data;
        if (data.Path is not null && data is { File: null, Dataset: null })
        {
            throw recipe.Error("data.path", "needs the list whose column it names. Give file, for example file: list.csv");
        }

        if (data.Names is null)
        {
            return;
        }

        if (data.Path is not null)
        {
            throw recipe.Error("data.name", "a list of files (data.path) tells of each in its columns. Remove one of the two.");
        }

        try
        {
            FileNamePattern.Parse(data.Names);
        }
        catch (InputException exception)
        {
            throw recipe.Error("data.name", exception.Message);
        }
    }

    private static void CheckLabels(Recipe recipe, string name, string? file, string? dataSet)
    {
        if (file is not null && dataSet is not null)
        {
            throw recipe.Error($"data.{name}", $"both {name} and {name}-dataset are given. Keep one of them.");
        }
    }

    private static void RequireTogether(Recipe recipe, string name, string? given, string other, string? beside, string example)
    {
        if (given is not null && beside is null)
        {
            throw recipe.Error($"data.{name}", $"needs {other} beside it, for example {example}");
        }
    }

    /// <summary>A column has one role, and a target is no input.</summary>
    private static void CheckColumns(Recipe recipe)
    {
        DataRecipe data = recipe.Data;
        Dictionary<string, string> roles = new(StringComparer.Ordinal);
        foreach (string target in data.Targets)
        {
            roles[target] = "target";
            if (target == data.Time)
            {
                throw recipe.Error(
                    "data.target", $"{target} is the column with the times (data.time), which is no target. Name a column of numbers.");
            }
        }

        if (data.Class is { } label)
        {
            roles[label] = "class";
        }

        (string Role, IReadOnlyList<string> Names)[] covariates =
        [
            ("past-covariates", data.PastCovariates), ("future-covariates", data.FutureCovariates),
            ("static-covariates", data.StaticCovariates), ("channels", data.Channels),
        ];
        foreach ((string role, IReadOnlyList<string> names) in covariates)
        {
            for (int i = 0; i < names.Count; i++)
            {
                string field = Recipe.Item($"data.{role}", i);
                if (!roles.TryAdd(names[i], role))
                {
                    throw recipe.Error(field, (roles[names[i]], role) switch
                    {
                        ("target", "past-covariates") => $"{names[i]} is the target, whose past is an input anyway. Remove it.",
                        ("target", _) =>
                            $"{names[i]} is the target, so it cannot be an input as well: the network would be given the answer. Remove "
                            + $"it.",
                        ("class", _) =>
                            $"{names[i]} is the class, so it cannot be an input as well: the network would be given the answer. Remove it.",
                        var (known, _) when known == role => $"{names[i]} is listed twice.",
                        var (known, _) => $"{names[i]} is among {known} already. Keep it in one of them.",
                    });
                }
            }
        }

        for (int i = 0; i < data.Categories.Count; i++)
        {
            string name = data.Categories[i], field = Recipe.Item("data.categories", i);
            if (roles.TryGetValue(name, out string? role) && role is "target" or "class"
                && !(role == "target" && recipe.Task.TargetsMayBeLabels))
            {
                throw recipe.Error(
                    field, $"{name} is the {role}, {(role == "target" ? "so it holds numbers" : "which is no input")}. Remove it.");
            }
        }
    }

    /// <summary>Categorical columns are among those that a task reads.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="read">The columns that are read.</param>
    /// <param name="where">Where to name further ones: "data.channels".</param>
    public static void CheckCategories(Recipe recipe, IEnumerable<string> read, string where)
    {
        if (recipe.Data.Categories.ToList().FindIndex(name => !read.Contains(name)) is >= 0 and var stray)
        {
            throw recipe.Error(Recipe.Item("data.categories", stray),
                $"{recipe.Data.Categories[stray]} is not among the columns that are read. Name it in {where}, too.");
        }
    }
}
