using Unroll.Series.Frames;
using Unroll.Series.Reading;

namespace Unroll.Series.Texts;

/// <summary>
/// A reader of a list of files that are a series each: a table with a row for each file, its path in one column, and what is told of it in
/// others.
/// </summary>
public static class FileListReader
{
    /// <summary>Reads the files of a list. A series is named as its path stands in the list, without the extension.</summary>
    /// <param name="list">The list: CSV, TSV or JSON lines with a header.</param>
    /// <param name="options">The column with the paths (<see cref="FolderOptions.PathColumn"/>), and what others tell.</param>
    /// <exception cref="InputException">The list lacks a column or names a file that is not there, or a file is damaged.</exception>
    public static SeriesSet Read(string list, FolderOptions options)
    {
        ArgumentException.ThrowIfNullOrEmpty(list);
        string path = options.PathColumn
            ?? throw new ArgumentException("A list of files needs the column with their paths.", nameof(options));
        string[] fields =
        [
            .. new[] { options.ClassField }.OfType<string>().Concat(options.StaticFields ?? []).Concat(options.NumberFields ?? [])
                .Distinct(),
        ];
        if (options.AllowsOtherNames)
        {
            IReadOnlyList<string> known = TextTableReader.ColumnNames(list, new() { TextColumns = [path] });
            fields = [.. fields.Where(known.Contains)];
        }

        SeriesSet rows = TextTableReader.Read(
            list, new() { TextColumns = [path, .. fields.Where(name => name != path)], CancellationToken = options.CancellationToken });
        string folder = Path.GetDirectoryName(list) is { Length: > 0 } parent ? parent : ".";
        NamedFile[] files = [.. rows.Items.Select(row =>
        {
            string named = TextOf(row.Frame, path);
            string file = Path.Combine(folder, named);
            return File.Exists(file)
                ? new NamedFile(file, Path.ChangeExtension(named, null).Replace('\\', '/'), fields.ToDictionary(
                    name => name, name => TextOf(row.Frame, name), StringComparer.Ordinal))
                : throw new InputException(
                    $"{list}, row {row.Id}: there is no file {file}. Paths of a list are relative to its folder.");
        })];
        return files.GroupBy(file => file.Id).FirstOrDefault(group => group.Count() > 1) is { } twice
            ? throw new InputException($"{list} has the file {twice.First().Path} {twice.Count()} times: keep one row a file.")
            : FileSeries.Read(files, options);
    }

    private static string TextOf(Frame row, string column) => row.Categories(column)![0];
}
