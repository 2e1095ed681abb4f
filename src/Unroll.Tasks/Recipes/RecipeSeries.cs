using System.Data.Common;
using Unroll.Series.Frames;
using Unroll.Series.Reading;
using Unroll.Series.Texts;

namespace Unroll.Tasks.Recipes;

/// <summary>Reads the series of a recipe from files and databases, by its section <c>data</c>.</summary>
internal static class RecipeSeries
{
    /// <summary>Reads a file of any format.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="path">The file.</param>
    /// <param name="labels">
    /// The file beside it, or null: that with the labels of images, or with what the lines are translated to.
    /// </param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="InputException">The file cannot be read so; the message names the place.</exception>
    public static SeriesSet ReadFile(
        Recipe recipe, string path, string? labels = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        if (RecipeFiles.Reads(recipe, path))
        {
            return RecipeFiles.Read(recipe, path, Options(recipe, null), allowsOtherNames: false, cancellationToken);
        }

        if (recipe.Data.Format == "text" || (recipe.Data is { Format: null, Texts.Count: 0 } && recipe.Task.ReadsText))
        {
            return TextFileReader.Read(path, recipe.Data.Cells.Encoding, cancellationToken);
        }

        if (recipe.Task.ReadsPairs && (labels is not null || recipe.Data.TargetFile is not null || recipe.Data.TargetDataset is not null))
        {
            return ReadLines(recipe, path, labels, cancellationToken);
        }

        if (recipe.Data.Texts.Count > 0 || recipe.Data.Format == "lines")
        {
            return TextTableReader.Read(path, TextOptions(recipe) with { CancellationToken = cancellationToken });
        }

        SeriesReaderOptions options = Options(recipe, labels) with { CancellationToken = cancellationToken };
        return recipe.Data.Cells.TimeZone is null
            || (options.Format ?? SeriesReader.Detect(path)) is SeriesFormat.Csv or SeriesFormat.JsonLines
            ? SeriesReader.Read(path, options)
            : throw recipe.Error("data.time-zone", "the stamps of archives are taken as they stand: a time zone is for CSV files, JSON " +
                "lines and databases. Leave it out.");
    }

    /// <summary>Reads a file to predict for: the class may be missing, and targets that no prediction needs.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="needed">The columns that a prediction needs.</param>
    /// <param name="path">The file.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="InputException">The file cannot be read so; the message names the place.</exception>
    public static SeriesSet ReadUnlabelled(
        Recipe recipe, IReadOnlyList<string> needed, string path, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(needed);
        DataRecipe data = recipe.Data;
        if (RecipeFiles.Reads(recipe, path))
        {
            SeriesSet read = RecipeFiles.Read(recipe, path, Options(recipe, null), allowsOtherNames: true, cancellationToken);
            RecipeFiles.RequireChannels(recipe, needed, path, read);
            return read;
        }

        if (data.Class is null && data.Targets.All(needed.Contains))
        {
            return ReadFile(recipe, path, null, cancellationToken);
        }

        DataRecipe unlabelled = data with { Class = null, Targets = [.. data.Targets.Where(needed.Contains)] };
        if (data.Format is null && data.Texts.Count == 0 && SeriesReader.ReadsAsWords(data.File ?? "", path))
        {
            // New words may be in a file of any name, and without labels they look like running text.
            (recipe, unlabelled) = (recipe with { Data = data with { Format = "conll" } }, unlabelled with { Format = "conll" });
        }

        SeriesReaderOptions options = Options(recipe with { Data = unlabelled }, null) with { CancellationToken = cancellationToken };
        IReadOnlyList<string>? columns = data.Texts.Count > 0
            ? TextTableReader.ColumnNames(path, TextOptions(recipe) with { CancellationToken = cancellationToken })
            : SeriesReader.ColumnNames(path, options);
        return columns is not { } names
            ? ReadFile(recipe, path, null, cancellationToken)
            : ReadFile(recipe with
            {
                Data = unlabelled with
                {
                    Class = data.Class is { } label && names.Contains(label) ? label : null,
                    Targets = [.. data.Targets.Where(target => needed.Contains(target) || names.Contains(target))],
                },
            }, path, null, cancellationToken);
    }

    /// <summary>Reads the rows of a query.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="query">The query.</param>
    /// <param name="open">Runs it.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="InputException">The database does not answer, or refuses the query, or its rows do not fit the recipe.</exception>
    public static SeriesSet ReadQuery(
        Recipe recipe, DatabaseQuery query, Func<DatabaseQuery, DbDataReader> open, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        DataRecipe data = recipe.Data;
        DbFrameOptions options = new()
        {
            TimeColumn = data.Time,
            DateFormat = data.Cells.DateFormat,
            Columns = recipe.Task.ColumnsToRead(recipe),
            IdColumns = Given(data.Id),
            StaticColumns = Given(data.StaticCovariates),
            ClassColumn = data.Class,
            TimeZone = data.Cells.TimeZone,
            CancellationToken = cancellationToken,
        };

        // What is wrong with a row is put right in the query.
        return recipe.Locate(() => DbFrameReader.ReadSet(query, open, options), "data.database.query");
    }

    /// <summary>Reads the lines of two files side by side, or of one where nothing is known of the other.</summary>
    private static SeriesSet ReadLines(Recipe recipe, string path, string? targets, CancellationToken cancellationToken)
    {
        DataRecipe data = recipe.Data;
        string source = data.Texts.Count > 0 ? data.Texts[0] : TextPairReader.SourceName;
        return targets is null ? TextPairReader.ReadSources(path, source, data.Cells.Encoding, cancellationToken)
            : TextPairReader.Read(
                path, targets, source, data.Targets.Count > 0 ? data.Target : TextPairReader.TargetName, data.Cells.Encoding,
                cancellationToken);
    }

    private static TextTableOptions TextOptions(Recipe recipe) => new()
    {
        TextColumns = recipe.Data.Format == "lines" ? null
            : recipe.Task.ReadsPairs ? [.. recipe.Data.Texts, .. recipe.Data.Targets] : recipe.Data.Texts,
        ClassColumn = recipe.Data.Class,
        ClassSeparator = recipe.Data.ClassSeparator,
        NumberColumns = recipe.Task.ReadsPairs ? null : recipe.Data.Targets,
        IdColumn = recipe.Data.Id.Count > 0 ? recipe.Data.Id[0] : null,
        Delimiter = recipe.Data.Cells.Delimiter ?? (recipe.Data.Format == "tsv" ? '\t' : null),
        Encoding = recipe.Data.Cells.Encoding,
        IsJsonLines = recipe.Data.Format == "json-lines",
    };

    private static SeriesReaderOptions Options(Recipe recipe, string? labels) => new()
    {
        Format = recipe.Data.Format switch
        {
            "csv" or "tsv" => SeriesFormat.Csv,
            "json-lines" => SeriesFormat.JsonLines,
            "conll" => SeriesFormat.Conll,
            "ts" => SeriesFormat.Ts,
            "tsf" => SeriesFormat.Tsf,
            "idx" => SeriesFormat.Idx,
            _ => null,
        },
        Labels = labels,
        Conll = new ConllOptions
        {
            Columns = recipe.Task.ColumnsToRead(recipe),
            CategoryColumns = Given(recipe.Data.Categories),
            LabelColumns = recipe.Task.TargetsMayBeLabels ? Given(recipe.Data.Targets) : null,
            Delimiter = recipe.Data.Cells.Delimiter,
            Encoding = recipe.Data.Cells.Encoding,
        },
        Csv = CsvOptions(recipe),
        Json = new JsonLinesOptions
        {
            TimeColumn = recipe.Data.Time,
            Columns = recipe.Task.ColumnsToRead(recipe),
            IdColumns = Given(recipe.Data.Id),
            StaticColumns = Given(recipe.Data.StaticCovariates),
            ClassColumn = recipe.Data.Class,
            ClassSeparator = recipe.Data.ClassSeparator,
            TimeZone = recipe.Data.Cells.TimeZone,
            MissingTexts = Given(recipe.Data.Cells.Missing),
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
            LabelColumns = recipe.Task.TargetsMayBeLabels ? Given(data.Targets) : null,
            Delimiter = data.Cells.Delimiter ?? (data.Format == "tsv" ? '\t' : null),
            SkipLines = data.Cells.SkipLines,
            SkipLinesEnd = data.Cells.SkipLinesEnd,
            SeriesInRows = data.Cells.SeriesInRows,
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
            DuplicateTimestamps = data.Cells.DuplicateTimestamps switch
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
