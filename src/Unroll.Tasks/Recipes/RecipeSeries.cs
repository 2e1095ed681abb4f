using Unroll.Series.Frames;
using Unroll.Series.Reading;

namespace Unroll.Tasks.Recipes;

/// <summary>Reads the series that a recipe is about, from files and databases, as its section data says.</summary>
public static class RecipeSeries
{
    /// <summary>Reads a file of any format.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="path">The file.</param>
    /// <param name="labels">The file with the labels of images, or null.</param>
    /// <exception cref="InputException">The file cannot be read so; the message names the place.</exception>
    public static SeriesSet ReadFile(Recipe recipe, string path, string? labels = null)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        return SeriesReader.Read(path, Options(recipe, labels));
    }

    private static SeriesReaderOptions Options(Recipe recipe, string? labels) => new()
    {
        Format = recipe.Data.Format switch
        {
            "csv" or "tsv" => SeriesFormat.Csv,
            "json-lines" => SeriesFormat.JsonLines,
            "ts" => SeriesFormat.Ts,
            "tsf" => SeriesFormat.Tsf,
            "idx" => SeriesFormat.Idx,
            _ => null,
        },
        Labels = labels,
        Csv = CsvOptions(recipe),
        Json = new JsonLinesOptions
        {
            TimeColumn = recipe.Data.Time,
            Columns = recipe.Task.ColumnsToRead(recipe),
            IdColumn = recipe.Data.Id.FirstOrDefault(),
            StaticColumns = Given(recipe.Data.StaticCovariates),
            ClassColumn = recipe.Data.Class,
        },
    };

    private static CsvFrameOptions CsvOptions(Recipe recipe)
    {
        DataRecipe data = recipe.Data;
        return new CsvFrameOptions
        {
            TimeColumn = data.Time,
            Columns = recipe.Task.ColumnsToRead(recipe),
            CategoryColumns = Given(data.Categories),
            Delimiter = data.Cells.Delimiter ?? (data.Format == "tsv" ? '\t' : null),
            SkipLines = data.Cells.SkipLines,
            DecimalSeparator = data.Cells.Decimal,
            DateFormat = data.Cells.DateFormat,
            TimeZone = data.Cells.TimeZone,
            Encoding = data.Cells.Encoding,
            IdColumns = Given(data.Id),
            StaticColumns = Given(data.StaticCovariates),
            ClassColumn = data.Class,
            VariableColumn = data.Cells.Variable,
            ValueColumn = data.Cells.Value,
            Sort = data.Cells.Sort,
            Duplicates = data.Cells.DuplicateTimestamps switch
            {
                "first" => DuplicateTimestamps.First,
                "last" => DuplicateTimestamps.Last,
                "mean" => DuplicateTimestamps.Mean,
                _ => DuplicateTimestamps.Refuse,
            },
            MissingTexts = Given(data.Cells.Missing),
        };
    }

    private static IReadOnlyList<string>? Given(IReadOnlyList<string> names) => names.Count == 0 ? null : names;
}
