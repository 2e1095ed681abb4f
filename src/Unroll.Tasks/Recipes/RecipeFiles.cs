using Unroll.Series.Frames;
using Unroll.Series.Reading;
using Unroll.Series.Texts;

namespace Unroll.Tasks.Recipes;

/// <summary>Reads the series of a recipe from files that are a series each: a folder, a glob, a recording, or a list of files.</summary>
internal static class RecipeFiles
{
    /// <summary>Whether a path names such files.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="path">The path.</param>
    public static bool Reads(Recipe recipe, string path) => recipe.Data.Path is not null || FolderReader.Reads(path);

    /// <summary>Reads the files.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="path">The folder, glob, recording or list.</param>
    /// <param name="tables">How files that are tables are read.</param>
    /// <param name="allowsOtherNames">Whether names may tell nothing, as those of files to predict for.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="InputException">A file cannot be read so.</exception>
    public static SeriesSet Read(
        Recipe recipe, string path, SeriesReaderOptions tables, bool allowsOtherNames, CancellationToken cancellationToken)
    {
        DataRecipe data = recipe.Data;
        FileNamePattern? names = data.Names is null ? null : FileNamePattern.Parse(data.Names);
        bool isList = data.Path is not null && !FolderReader.Reads(path);
        IReadOnlyList<string> told = isList ? ColumnsOf(recipe, path) : names?.Fields ?? [];
        string[] group = recipe.EffectiveSplit.GroupColumn is { } name && told.Contains(name) ? [name] : [];
        FolderOptions options = new()
        {
            Names = isList ? null : names,
            PathColumn = data.Path,
            ClassField = data.Class,
            StaticFields = [.. data.StaticCovariates.Union(group)],
            NumberFields = [.. data.Targets.Where(told.Contains)],
            AllowsOtherNames = allowsOtherNames,
            Reader = Own(tables, told),
            CancellationToken = cancellationToken,
        };
        return isList ? FileListReader.Read(path, options) : FolderReader.Read(path, options);
    }

    /// <summary>The columns of a list of files, among which is that with their paths.</summary>
    private static IReadOnlyList<string> ColumnsOf(Recipe recipe, string list)
    {
        string path = recipe.Data.Path!;
        IReadOnlyList<string> columns = TextTableReader.ColumnNames(list, new() { TextColumns = [path] });
        return columns.Contains(path) ? columns
            : throw recipe.Error(
                "data.path", $"{list} has no column '{path}' with the paths of files. Its columns are: {string.Join(", ", columns)}.");
    }

    /// <summary>Refuses files of a registered format, such as sound, with other channels than a network learned from.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="needed">The columns that the network learned from.</param>
    /// <param name="path">The file, folder or glob.</param>
    /// <param name="read">Its series.</param>
    /// <exception cref="InputException">It has others.</exception>
    public static void RequireChannels(Recipe recipe, IReadOnlyList<string> needed, string path, SeriesSet read)
    {
        string[] learned = [.. needed.Except(recipe.Data.Targets)], found = [.. read.ColumnNames.Except(recipe.Data.Targets)];
        if (FolderReader.Reads(path) && FileFormat.Find(path) is not null && learned.Except(found).Any())
        {
            throw new InputException(
                $"{path} has {CountFormatter.Format(found.Length, "channels")} ({string.Join(", ", found)}), but the network learned from "
                + $"{learned.Length} ({string.Join(", ", learned)}): give as many (ffmpeg -i FILE -ac {learned.Length} out.wav).");
        }
    }

    /// <summary>The reading of tables whose series' names or a list tell the rest.</summary>
    private static SeriesReaderOptions Own(SeriesReaderOptions tables, IReadOnlyList<string> told)
    {
        IReadOnlyList<string>? columns = tables.Csv.Columns is { } read ? [.. read.Except(told)] : null;
        return tables with
        {
            Csv = tables.Csv with { ClassColumn = null, StaticColumns = null, Columns = columns },
            Json = tables.Json with { ClassColumn = null, StaticColumns = null, Columns = columns },
        };
    }
}
