using System.Text;

namespace Unroll.Series.Reading;

/// <summary>The detection of a file's format: by its content, and by its name where that is not enough.</summary>
internal static class SeriesFormats
{
    private const int Length = 1 << 14;

    private static readonly string[] _csvExtensions = [".csv", ".tsv", ".tab", ".txt", ".dat", ".data", ".psv"];

    /// <summary>The format of a file.</summary>
    /// <exception cref="InputException">The file is missing, damaged, or of none of the formats.</exception>
    public static SeriesFormat Find(string path)
    {
        if (Directory.Exists(path))
        {
            throw new InputException($"{path} is a folder, but a file of series was expected: name a file in it. In a recipe, "
                + "data.folder reads a folder of files that are a series each.");
        }

        byte[] first = First(path);
        if (FileFormat.Of(first) is not null)
        {
            return SeriesFormat.Registered;
        }

        ForeignFormats.Refuse(path, first);
        if (IdxContent.IsHeader(first))
        {
            return SeriesFormat.Idx;
        }

        string name = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? path[..^3] : path;
        string extension = Path.GetExtension(name).ToLowerInvariant();
        string text = TextOf(first);
        SeriesFormat? byName = extension switch
        {
            ".ts" => SeriesFormat.Ts,
            ".tsf" => SeriesFormat.Tsf,
            ".jsonl" or ".ndjson" => SeriesFormat.JsonLines,
            _ when IsOfWords(path) => SeriesFormat.Conll,
            _ when _csvExtensions.Contains(extension) => SeriesFormat.Csv,
            _ when extension.EndsWith("-ubyte", StringComparison.Ordinal) || name.EndsWith("-ubyte", StringComparison.OrdinalIgnoreCase) =>
                SeriesFormat.Idx,
            _ => null,
        };
        bool isText = !text.Contains('\0', StringComparison.Ordinal) && !text.StartsWith("PK", StringComparison.Ordinal);
        SeriesFormat? found = (isText ? ByContent(text, byName) : null) ?? byName;
        if (found == SeriesFormat.Csv && extension is not (".csv" or ".tsv" or ".tab" or ".psv") && isText)
        {
            ForeignFormats.RefuseProse(path, text);
        }

        return found ?? throw new InputException(ForeignFormats.IsJsonDocument(text)
            ? $"{path} is one JSON document, but JSON lines have an object on each line: write it so (jq -c '.[]' does it with an array "
                + $"of objects). Expected {SeriesReader.Known}."
            : $"{path} has a format that is not read: expected {SeriesReader.Known}.");
    }

    /// <summary>Whether a file has a word a line, by its name.</summary>
    /// <param name="path">The file.</param>
    public static bool IsOfWords(string path)
    {
        string name = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? path[..^3] : path;
        return Path.GetExtension(name).ToLowerInvariant() is ".conll" or ".conllu" or ".iob" or ".bio";
    }

    /// <summary>Whether a file is running text, and none of the formats.</summary>
    /// <exception cref="InputException">The file is missing or damaged.</exception>
    public static bool IsRunningText(string path)
    {
        if (Directory.Exists(path))
        {
            return false;
        }

        byte[] first = First(path);
        string name = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? path[..^3] : path;
        string text = TextOf(first);
        return !IdxContent.IsHeader(first)
            && Path.GetExtension(name).ToLowerInvariant() is not (".csv" or ".tsv" or ".tab" or ".psv" or ".ts" or ".tsf" or ".jsonl"
                or ".ndjson" or ".json" or ".html" or ".xml")
            && !IsOfWords(path)
            && !text.Contains('\0', StringComparison.Ordinal) && !text.StartsWith("PK", StringComparison.Ordinal)
            && text.TrimStart() is not ['{' or '[' or '<' or '@' or '%', ..]
            && ForeignFormats.IsProse(text);
    }

    private static string TextOf(byte[] first)
    {
        using StreamReader reader = new(new MemoryStream(first), Encoding.UTF8);
        return reader.ReadToEnd();
    }

    /// <summary>The registered format of a file; null where it is of none.</summary>
    /// <exception cref="InputException">The file is missing or damaged.</exception>
    public static FileFormat? FindRegistered(string path) => FileFormat.Of(First(path));

    private static byte[] First(string path) => PackedFile.Guard(path, () =>
    {
        using Stream stream = PackedFile.Open(path);
        byte[] buffer = new byte[Length];
        return buffer[..stream.ReadAtLeast(buffer, Length, throwOnEndOfStream: false)];
    });

    /// <summary>The format by the first lines; null where they could be anything.</summary>
    private static SeriesFormat? ByContent(string text, SeriesFormat? byName)
    {
        bool isArchive = false;
        foreach (ReadOnlySpan<char> raw in text.AsSpan().EnumerateLines())
        {
            ReadOnlySpan<char> line = raw.Trim();
            if (line.IsEmpty || line[0] == '#')
            {
                continue;
            }

            if (line[0] == '{' && !isArchive)
            {
                // An object that goes on in the next line is JSON, but not JSON lines.
                return byName ?? (line.Length > 1 ? SeriesFormat.JsonLines : null);
            }

            if (line[0] != '@')
            {
                return isArchive || byName is not null || line[0] is '[' or '<' or '%' || line.IndexOfAny(",;\t|") < 0 ? null
                    : SeriesFormat.Csv;
            }

            isArchive = true;
            int end = line.IndexOfAny(ArchiveHeader.Blanks);
            switch ((end < 0 ? line : line[..end]).ToString().ToLowerInvariant())
            {
                case "@relation" or "@attribute" or "@frequency" or "@horizon":
                    return SeriesFormat.Tsf;
                case "@problemname" or "@timestamps" or "@univariate" or "@dimensions" or "@dimension" or "@serieslength" or "@classlabel"
                    or "@targetlabel":
                    return SeriesFormat.Ts;
                case "@data":
                    return byName is SeriesFormat.Ts or SeriesFormat.Tsf ? byName : null;
            }
        }

        return null;
    }
}
