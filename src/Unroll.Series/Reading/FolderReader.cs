using System.IO.Enumeration;
using Unroll.Series.Frames;

namespace Unroll.Series.Reading;

/// <summary>
/// A reader of many files that are a series each: those of a folder and the folders in it, of a glob (<c>recordings/*.wav</c>), or a single
/// file. Names of files, or a list of them, tell classes, static covariates and numbers to predict.
/// </summary>
/// <example>
/// <code>
/// SeriesSet digits = FolderReader.Read("recordings", new FolderOptions
/// {
///     Names = FileNamePattern.Parse("{digit}_{speaker}_{index}"),
///     ClassField = "digit",
///     StaticFields = ["speaker"],
/// });
/// </code>
/// </example>
public static class FolderReader
{
    private const int MostFiles = 1_000_000;

    /// <summary>Whether a path names several files: a folder, or a name with <c>*</c> or <c>?</c> that no file has.</summary>
    /// <param name="path">The path.</param>
    public static bool IsFolder(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return Directory.Exists(path) || (Path.GetFileName(path).AsSpan().IndexOfAny('*', '?') >= 0 && !File.Exists(path));
    }

    /// <summary>Whether a path names files that are a series each: a folder, a glob, or a file of a registered format.</summary>
    /// <param name="path">The path.</param>
    /// <exception cref="InputException">The file is missing or damaged.</exception>
    public static bool Reads(string path) => IsFolder(path)
        || (File.Exists(path) && FileFormat.Catalogue.Entries.Count > 0 && SeriesFormats.FindRegistered(path) is not null);

    /// <summary>
    /// The files of a folder or a glob, those of its folders included, in the order of their names. Hidden files are left out; of a folder
    /// with files of registered formats, such as sound, those of other extensions are left out, too.
    /// </summary>
    /// <param name="path">A folder, a glob or a file.</param>
    /// <exception cref="InputException">There are none.</exception>
    public static IReadOnlyList<string> FilesOf(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!IsFolder(path))
        {
            InputFile.RequireFile(path);
            return [path];
        }

        bool isGlob = !Directory.Exists(path);
        string folder = isGlob ? Path.GetDirectoryName(path) is { Length: > 0 } parent ? parent : "." : path;
        string[] files = !Directory.Exists(folder) ? [] : [.. Enumerate(folder, isGlob ? Path.GetFileName(path) : "*")];
        string[] extensions = [.. FileFormat.All.SelectMany(format => format.Extensions)];
        string[] known = [.. files.Where(file => extensions.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase))];
        files = known.Length > 0 && !isGlob ? known : files;
        Array.Sort(files, StringComparer.Ordinal);
        return files.Length is > 0 and <= MostFiles ? files
            : throw new InputException(files.Length == 0
                ? $"{path} has no files: expected a series in each, {SeriesReader.Known}."
                : $"{path} has more than {MostFiles:N0} files: give a part of them.");
    }

    /// <summary>Reads the files of a folder or a glob, or a single file. A file's series has its name, without the extension.</summary>
    /// <param name="path">A folder, a glob or a file.</param>
    /// <param name="options">What names tell.</param>
    /// <exception cref="InputException">
    /// A file is damaged, holds several series or other columns than the first, or its name is not of the pattern.
    /// </exception>
    public static SeriesSet Read(string path, FolderOptions options = default)
    {
        IReadOnlyList<string> files = FilesOf(path);
        string root = Directory.Exists(path) ? path : Path.GetDirectoryName(path) is { Length: > 0 } parent ? parent : ".";
        string[] ids = [.. files.Select(file => IdOf(root, file))];
        HashSet<string> twice = [.. ids.GroupBy(id => id, StringComparer.Ordinal).Where(group => group.Count() > 1)
            .Select(group => group.Key)];
        return FileSeries.Read(
            [.. files.Select((file, i) => new NamedFile(
                file, twice.Contains(ids[i]) ? ids[i] + Path.GetExtension(file) : ids[i], FieldsOf(file, options)))],
            options);
    }

    private static IEnumerable<string> Enumerate(string folder, string pattern) => Directory.EnumerateFiles(
        folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.System })
        .Where(file => FileSystemName.MatchesSimpleExpression(pattern, Path.GetFileName(file))
            && !Path.GetRelativePath(folder, file).Split('/', '\\').Any(part => part.StartsWith('.')))
        .Take(MostFiles + 1);

    private static string IdOf(string root, string file) =>
        Path.ChangeExtension(Path.GetRelativePath(root, file), null).Replace('\\', '/');

    private static IReadOnlyDictionary<string, string> FieldsOf(string file, FolderOptions options)
    {
        Dictionary<string, string> none = [];
        if (options.Names is not { } pattern)
        {
            return none;
        }

        return pattern.Match(file) ?? (options.AllowsOtherNames ? none : throw new InputException(
            $"{file} is not named as the others: expected {pattern}, as in data.name. Rename it, or name the files that are meant by a "
            + "glob, such as recordings/*.wav."));
    }
}
