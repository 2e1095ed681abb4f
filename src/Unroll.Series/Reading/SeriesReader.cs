using Unroll.Series.Frames;

namespace Unroll.Series.Reading;

/// <summary>A reader of series files of any known format, packed by gzip or not.</summary>
public static class SeriesReader
{
    /// <summary>The kinds of files, for messages.</summary>
    internal static string Known => string.Concat(
        "a CSV or TSV table (.csv, .tsv), JSON lines (.jsonl, .ndjson), a file of the UCR/UEA archive (.ts) or the Monash archive "
        + "(.tsf), a word a line (.conll, .conllu), ",
        string.Concat(FileFormat.All.Select(format => $"{format.Description}, ")),
        "or an IDX file (-idx3-ubyte), each also packed by gzip (.gz)");

    /// <summary>The format of a file, by its content and by its name where the content is ambiguous.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InputException">
    /// The file is missing or damaged, or of no format that is read; the message lists those that are.
    /// </exception>
    public static SeriesFormat Detect(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        InputFile.RequireFile(path);
        return SeriesFormats.Find(path);
    }

    /// <summary>Whether a file that looks like running text has a word a line, as the one that was learned from has by its name.</summary>
    /// <param name="learned">The file that was learned from, which need not be there.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="InputException">It is missing or damaged.</exception>
    public static bool ReadsAsWords(string learned, string path)
    {
        ArgumentNullException.ThrowIfNull(learned);
        ArgumentException.ThrowIfNullOrEmpty(path);
        return SeriesFormats.IsOfWords(learned) && SeriesFormats.IsRunningText(path);
    }

    /// <summary>Reads a file, or a pipe, of which a temporary copy is made.</summary>
    /// <param name="path">The file; <see cref="SpooledInput.StandardInput"/> for standard input.</param>
    /// <param name="options">Format and columns; detected where not given.</param>
    /// <exception cref="InputException">
    /// The file is missing or damaged, or of no format that is read; the message lists those that are.
    /// </exception>
    public static SeriesSet Read(string path, SeriesReaderOptions options = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return SpooledInput.Read(
            path, file => ReadFile(file, options), new() { CancellationToken = options.CancellationToken });
    }

    /// <summary>
    /// The names of a file's columns, without reading its rows; of a long table also those of its variables, which rows name. Null where
    /// the format has none, as archives of series do.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="options">Its format, where it is not to be detected. Columns that are named have to be there.</param>
    /// <exception cref="InputException">The file is missing or damaged, or of no format that is read.</exception>
    public static IReadOnlyList<string>? ColumnNames(string path, SeriesReaderOptions options = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        InputFile.RequireFile(path);
        CancellationToken stop = options.CancellationToken;
        CsvFrameOptions csv = options.Csv with { CancellationToken = stop };
        return (options.Format ?? SeriesFormats.Find(path)) switch
        {
            SeriesFormat.Csv => PackedFile.Unpacked(path, plain => CsvDetection.Guarded(plain, csv, file => ColumnNames(file, csv)), stop),
            SeriesFormat.JsonLines => InputFile.Read(path, stream => JsonLinesReader.FieldNames(stream, path), stop),
            SeriesFormat.Conll => ConllReader.ColumnNames(path, options.Conll with { CancellationToken = stop }),
            _ => null,
        };
    }

    private static string[] ColumnNames(CsvDetection file, CsvFrameOptions options) =>
        options.VariableColumn is { } variable ? [.. file.Names, .. CsvPivot.Variables(file, options, variable)]
        : options.SeriesInRows == true ? [CsvAcross.ValueName]
        : file.Names;

    private static SeriesSet ReadFile(string path, SeriesReaderOptions options)
    {
        SeriesFormat format = options.Format ?? SeriesFormats.Find(path);
        if (options.Labels is { } labels && format != SeriesFormat.Idx)
        {
            throw new InputException(
                $"{path} is read as {format}, to which the labels of {labels} do not belong: labels in a second file go with IDX files.");
        }

        return format switch
        {
            SeriesFormat.Csv => PackedFile.Unpacked(
                path,
                plain => CsvFrameReader.ReadSet(plain, options.Csv with { CancellationToken = options.CancellationToken }),
                options.CancellationToken),
            SeriesFormat.Ts => TsReader.Read(path, options.CancellationToken),
            SeriesFormat.Tsf => TsfReader.Read(path, options.CancellationToken).Series,
            SeriesFormat.JsonLines => JsonLinesReader.ReadSet(
                path, options.Json with { CancellationToken = options.CancellationToken }),
            SeriesFormat.Conll => ConllReader.Read(path, options.Conll with { CancellationToken = options.CancellationToken }),
            SeriesFormat.Idx => IdxReader.ReadImages(path, options.Labels, options.CancellationToken),
            SeriesFormat.Registered => FileFormat.ReadAs(path, options.CancellationToken),
            _ => throw new ArgumentOutOfRangeException(
                nameof(options), format, $"There is no such format: give one of {string.Join(", ", Enum.GetNames<SeriesFormat>())}."),
        };
    }
}
