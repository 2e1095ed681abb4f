using Unroll.Cli.Display;
using Unroll.Series.Catalogue;
using Unroll.Series.Frames;
using Unroll.Series.Reading;
using Unroll.Tasks.Recipes;

namespace Unroll.Cli.Running;

/// <summary>Reads the series whose classes a recipe is about.</summary>
internal static class SeriesData
{
    /// <summary>Reads the file that the user named, or else the recipe's file or data set.</summary>
    internal static SeriesSet Load(CliHost host, Screen screen, Recipe recipe, string? dataFile)
    {
        string path = dataFile ?? PathOf(host, screen, recipe, recipe.Data.Dataset, recipe.Data.File)
            ?? throw new InputException($"The recipe {recipe.Name} names no data: give data.dataset or data.file in it, or --data FILE.");
        return Read(path, recipe, PathOf(host, screen, recipe, recipe.Data.LabelsDataset, recipe.Data.Labels));
    }

    /// <summary>Reads the series of the test part, where they have a file or data set of their own; null where they do not.</summary>
    internal static SeriesSet? LoadTest(CliHost host, Screen screen, Recipe recipe) =>
        PathOf(host, screen, recipe, recipe.Data.TestDataset, recipe.Data.TestFile) is { } path ? Read(path, recipe) : null;

    /// <summary>Reads a file as a recipe says.</summary>
    /// <param name="path">The file.</param>
    /// <param name="recipe">The recipe.</param>
    /// <param name="labels">The file with the classes of images, or null.</param>
    internal static SeriesSet Read(string path, Recipe recipe, string? labels = null)
    {
        DataRecipe data = recipe.Data;
        return SeriesReader.Read(path, new SeriesReaderOptions
        {
            Labels = labels,
            Format = data.Format switch
            {
                "csv" or "tsv" => SeriesFormat.Csv,
                "ts" => SeriesFormat.Ts,
                "tsf" => SeriesFormat.Tsf,
                "idx" => SeriesFormat.Idx,
                "json-lines" => SeriesFormat.JsonLines,
                _ => null,
            },
            Json = new JsonLinesOptions
            {
                TimeColumn = data.Time,
                Columns = data.Columns.Count > 0 ? data.Columns : null,
                IdColumn = data.Id,
                StaticColumns = data.Statics.Count > 0 ? data.Statics : null,
                ClassColumn = data.Class,
            },
            Csv = new CsvFrameOptions
            {
                TimeColumn = data.Time,
                Columns = data.Columns.Count > 0 ? data.Columns : null,
                IdColumn = data.Id,
                StaticColumns = data.Statics.Count > 0 ? data.Statics : null,
                ClassColumn = data.Class,
                Delimiter = data.Format == "tsv" ? '\t' : data.Cells.Delimiter,
                DecimalSeparator = data.Cells.Decimal,
                DateFormat = data.Cells.DateFormat,
                TimeZone = data.Cells.TimeZone,
                Encoding = data.Cells.Encoding,
                VariableColumn = data.Cells.Variable,
                ValueColumn = data.Cells.Value,
                MissingTexts = data.Cells.Missing.Count > 0 ? data.Cells.Missing : null,
                Sort = data.Cells.Sort,
                Repeats = Enum.Parse<CsvRepeats>(data.Cells.Repeats, ignoreCase: true),
            },
        });
    }

    /// <summary>Reads a file whose classes need not be known: its class column may be missing.</summary>
    internal static SeriesSet ReadUnlabelled(string path, Recipe recipe)
    {
        bool lacks = recipe.Data.Class is { } label && !HasColumn(path, label);
        return Read(path, lacks ? recipe with { Data = recipe.Data with { Class = null } } : recipe);
    }

    private static bool HasColumn(string path, string column) =>
        File.Exists(path) && (File.ReadLines(path).FirstOrDefault() ?? "").Split(',', ';', '\t', '|').Any(cell => cell.Trim().Trim('"', '\uFEFF') == column);

    private static string? PathOf(CliHost host, Screen screen, Recipe recipe, string? dataset, string? file) =>
        dataset is not null ? DataSets.Get(host, screen, DataCatalogue.Find(dataset)) : file is not null ? Path.Combine(recipe.Folder, file) : null;
}
