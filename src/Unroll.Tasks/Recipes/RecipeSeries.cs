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
        return SeriesReader.Read(path, new SeriesReaderOptions
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
                Columns = Columns(recipe),
                IdColumn = recipe.Data.Id,
                StaticColumns = Given(recipe.Data.Statics),
                ClassColumn = recipe.Data.Class,
            },
        });
    }

    /// <summary>Reads the rows of the recipe's query.</summary>
    /// <param name="recipe">The recipe, with <see cref="DataRecipe.Postgres"/>.</param>
    /// <param name="variable">Gives the value of an environment variable that the address names; that of this process when null.</param>
    /// <exception cref="InputException">The server does not answer, or refuses the query, or its rows do not fit the recipe.</exception>
    public static SeriesSet ReadQuery(Recipe recipe, Func<string, string?>? variable = null)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        return PostgresReader.ReadSet(recipe.Data.Postgres ?? "", recipe.Data.Query ?? "", new PostgresOptions
        {
            TimeColumn = recipe.Data.Time,
            Columns = Columns(recipe),
            IdColumn = recipe.Data.Id,
            StaticColumns = Given(recipe.Data.Statics),
            ClassColumn = recipe.Data.Class,
            Variable = variable,
        });
    }

    private static CsvFrameOptions CsvOptions(Recipe recipe)
    {
        DataRecipe data = recipe.Data;
        return new CsvFrameOptions
        {
            TimeColumn = data.Time,
            Columns = Columns(recipe),
            CategoryColumns = Given(data.Categories),
            Delimiter = data.Cells.Delimiter ?? (data.Format == "tsv" ? '\t' : null),
            SkipLines = data.Cells.SkipLines,
            DecimalSeparator = data.Cells.Decimal,
            DateFormat = data.Cells.DateFormat,
            TimeZone = data.Cells.TimeZone,
            Encoding = data.Cells.Encoding,
            IdColumns = data.Id is { } id ? [id] : null,
            StaticColumns = Given(data.Statics),
            ClassColumn = data.Class,
            VariableColumn = data.Cells.Variable,
            ValueColumn = data.Cells.Value,
            Sort = data.Cells.Sort,
            Duplicates = data.Cells.Duplicates switch
            {
                "first" => DuplicateTimestamps.First,
                "last" => DuplicateTimestamps.Last,
                "mean" => DuplicateTimestamps.Mean,
                _ => DuplicateTimestamps.Refuse,
            },
            MissingTexts = Given(data.Cells.Missing),
        };
    }

    /// <summary>A forecast reads what it needs; a classification what it names, or all there is.</summary>
    private static IReadOnlyList<string>? Columns(Recipe recipe) => recipe.Task == "forecast" ? recipe.RequiredColumns : Given(recipe.Data.Columns);

    private static IReadOnlyList<string>? Given(IReadOnlyList<string> names) => names.Count == 0 ? null : names;
}
