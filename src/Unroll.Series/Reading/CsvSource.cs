using System.Text;
using CsvHelper;

namespace Unroll.Series.Reading;

/// <summary>
/// A CSV file as bytes: its encoding, and where its first line is after a byte order mark and what comes before the header.
/// </summary>
internal sealed class CsvSource
{
    /// <summary>The delimiter that stands for runs of blanks.</summary>
    public const char Blanks = ' ';

    private const int SampleBytes = 1 << 20;

    /// <summary>The longest line: an unclosed quote makes one of the rest of the file, which is not to fill the memory.</summary>
    private const int LongestRecord = 16 << 20;

    private const int ShortestRule = 8;

    /// <summary>Comments that names are looked for in.</summary>
    private const int MostComments = 5;

    private readonly long _start;
    private readonly long _end;

    /// <summary>The whole file, where it is small: it is gone through several times.</summary>
    private readonly byte[]? _content;

    private readonly CancellationToken _stop;

    private CsvSource(
        string path, Encoding encoding, long start, int skippedLines, char? hint, long end, byte[]? content, CancellationToken stop)
    {
        _content = content;
        _stop = stop;
        _end = end;
        Path = path;
        Encoding = encoding;
        _start = start;
        SkippedLines = skippedLines;
        DelimiterHint = hint;
        Length = end - start;
    }

    public string Path { get; }

    public Encoding Encoding { get; }

    /// <summary>Lines before the first one that is read: comments, empty ones, prose.</summary>
    public int SkippedLines { get; }

    /// <summary>Lines behind the last one that is read: totals, notes.</summary>
    public int SkippedLinesEnd { get; private init; }

    /// <summary>The first one of the lines behind the last one that is read; empty where there are none.</summary>
    public string FirstSkippedEnd { get; private init; } = "";

    /// <summary>The last of the comments that were passed over before the first line, which may hold names.</summary>
    public IReadOnlyList<string> Comments { get; private init; } = [];

    /// <summary>The line of the last one of them; 0 where there are none.</summary>
    public int LastComment { get; private init; }

    /// <summary>The delimiter of a first line such as <c>sep=;</c>; null for none.</summary>
    public char? DelimiterHint { get; }

    /// <summary>Bytes from the first line to the end.</summary>
    public long Length { get; }

    /// <summary>Opens a file for a look at how it begins.</summary>
    /// <param name="path">The file.</param>
    /// <param name="encodingName">Its encoding; null to have it found.</param>
    /// <param name="skipLines">Lines before the first one that is read; null for those that are comments or empty.</param>
    /// <param name="stop">Ends all reading of it.</param>
    /// <exception cref="InputException">It is empty, there is no such encoding, or it has too few lines.</exception>
    public static CsvSource Of(string path, string? encodingName, int? skipLines, CancellationToken stop)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1);
        byte[] sample = new byte[(int)Math.Min(SampleBytes, Math.Max(0, file.Length))];
        sample = sample[..file.ReadAtLeast(sample, sample.Length, throwOnEndOfStream: false)];
        if (sample.Length == 0)
        {
            throw new InputException($"{path} is empty: expected a header line such as 'Date,Consumption' and one line a time step.");
        }

        (Encoding encoding, int mark) = CsvEncoding.Of(path, sample, encodingName, file.Length > sample.Length);
        int unit = encoding is UnicodeEncoding ? 2 : 1;
        int low = encoding is UnicodeEncoding && encoding.CodePage == Encoding.BigEndianUnicode.CodePage ? 1 : 0;
        int start = mark;
        int lines = 0;
        char? hint = null;
        Queue<string> comments = [];
        int lastComment = 0;
        for (; lines < skipLines && LineEnd(sample, start, unit, low) is { } given; lines++)
        {
            // A line such as sep=; counts among those that are said to be left out.
            _ = IsSkipped(encoding, sample.AsSpan(start, Math.Min(given - start, 64 * unit)), ref hint);
            start = given;
        }

        if (skipLines < 0 || lines < skipLines)
        {
            throw new InputException(
                $"{path} is to be read without its first {CountFormatter.Format(skipLines ?? 0, "lines")}, but "
                    + (skipLines < 0 ? "their number cannot be below 0" : $"only {lines} end within its first " +
                        $"{CountFormatter.Format(sample.Length, "bytes")}") +
                ": correct the number of lines before the header (recipe: data.skip-lines; in code: " +
                $"SkipLines).")
            { Field = "data.skip-lines" };
        }

        while (skipLines is null && LineEnd(sample, start, unit, low) is { } end
            && IsSkipped(encoding, sample.AsSpan(start, Math.Min(end - start, 64 * unit)), ref hint))
        {
            string comment = encoding.GetString(sample, start, end - start).Trim();
            lastComment = comment is ['#', ..] ? lines + 1 : lastComment;
            comments.Enqueue(comment);
            if (comments.Count > MostComments)
            {
                comments.Dequeue();
            }

            start = end;
            lines++;
        }

        return new(path, encoding, start, lines, hint, file.Length, sample.Length == file.Length ? sample : null, stop)
        {
            Comments = [.. comments.Where(comment => comment is ['#', ..])],
            LastComment = lastComment,
        };
    }

    /// <summary>The source up to an offset in the file.</summary>
    /// <param name="end">Where it ends.</param>
    /// <param name="lines">Lines from there on.</param>
    /// <param name="first">The first one of them.</param>
    public CsvSource Until(long end, int lines, string first) =>
        new(Path, Encoding, _start, SkippedLines, DelimiterHint, end, _content, _stop)
        {
            SkippedLinesEnd = lines,
            FirstSkippedEnd = first.Trim(),
        };

    /// <summary>The last lines with their offsets in the file, in its order.</summary>
    /// <param name="most">How many at most.</param>
    /// <param name="bytes">Bytes that are looked at; a line that begins before them is left out.</param>
    public IReadOnlyList<(long Start, string Text)> LastLines(int most, int bytes)
    {
        int unit = Encoding is UnicodeEncoding ? 2 : 1;
        int low = unit == 2 && Encoding.CodePage == Encoding.BigEndianUnicode.CodePage ? 1 : 0;
        long from = Math.Max(_start, _end - (bytes / unit * unit));
        from += (from - _start) % unit;
        byte[] tail = new byte[_end - from];
        if (_content is not null)
        {
            _content.AsSpan((int)from, tail.Length).CopyTo(tail);
        }
        else
        {
            using FileStream file = new(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1);
            file.Position = from;
            file.ReadExactly(tail);
        }

        List<(long Start, string Text)> lines = [];
        for (int start = from == _start ? 0 : LineEnd(tail, 0, unit, low) ?? tail.Length; start < tail.Length;)
        {
            int end = LineEnd(tail, start, unit, low) ?? tail.Length;
            lines.Add((from + start, Encoding.GetString(tail, start, end - start)));
            start = end;
        }

        return lines.Count > most ? lines[^most..] : lines;
    }

    /// <summary>The cells of a single line.</summary>
    /// <param name="line">The line.</param>
    /// <param name="delimiter">The character between them.</param>
    public string[] Cells(string line, char delimiter)
    {
        byte[] content = System.Text.Encoding.UTF8.GetBytes(line);
        CsvSource source = new(Path, System.Text.Encoding.UTF8, 0, 0, null, content.Length, content, _stop);
        try
        {
            using CsvReader reader = source.Open(delimiter, countLines: false);
            return reader.Read() ? [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)] : [""];
        }
        catch (Exception exception) when (exception is CsvFormatException or InputException)
        {
            return [line];
        }
    }

    /// <summary>A reader at the first line; the header is read like any other.</summary>
    public CsvReader Open(char delimiter, bool countLines)
    {
        CsvReaderOptions options = CsvReaderOptions.Default with
        {
            Separator = delimiter == Blanks ? '\t' : delimiter,
            HasHeader = false,
            TrimWhitespace = true,
            TrackLineNumbers = countLines,
            MaxRecordSize = LongestRecord,
            DetectSeparatorHint = false,
            OnMalformedRecord = RefuseOpenQuote,
            IncludeValuesInExceptions = false,
            BufferSize = 1 << 17,
            Encoding = Encoding is UTF8Encoding || IsTranscoded(delimiter) ? null : Encoding,
        };

        if (_content is not null)
        {
            return Encoding is UTF8Encoding && delimiter != Blanks
                ? CsvReader.Create(_content.AsMemory((int)_start, (int)Length), options)
                : CsvReader.Create(InCells(new MemoryStream(_content, (int)_start, (int)Length), delimiter), options);
        }

        FileStream file = new(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1, FileOptions.SequentialScan);
        try
        {
            file.Position = _start;
            Stream bounded = _end < file.Length && SkippedLinesEnd > 0 ? new BoundedStream(file, Length) : file;
            return CsvReader.Create(InCells(new StoppableStream(bounded, _stop), delimiter), options);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Whether cells are found in bytes of UTF-8, whatever the encoding of the file.</summary>
    private bool IsTranscoded(char delimiter) => delimiter == Blanks && Encoding is UnicodeEncoding;

    private Stream InCells(Stream stream, char delimiter)
    {
        Stream text = IsTranscoded(delimiter) ? Encoding.CreateTranscodingStream(stream, Encoding, Encoding.UTF8) : stream;
        return delimiter == Blanks ? new BlankRunStream(text) : text;
    }

    /// <summary>
    /// A quote that is not closed makes one cell of what follows, up to the next quote or the end, which is not to be lost without a word;
    /// other odd quotes are text.
    /// </summary>
    private void RefuseOpenQuote(CsvMalformedRecord record)
    {
        bool isCut = record.Reason == CsvMalformedReason.TextAfterClosingQuote && record.RawRecord.Contains('\n', StringComparison.Ordinal);
        if (isCut || record.Reason == CsvMalformedReason.UnterminatedQuote)
        {
            throw new InputException(
                $"{Path}, line {record.LineNumber + SkippedLines}: a quote is not closed on its line: close it, or double one that "
                + $"belongs to a text.");
        }
    }

    /// <summary>The start of the next line; null where the line at the start does not end within the sample.</summary>
    private static int? LineEnd(ReadOnlySpan<byte> sample, int start, int unit, int low)
    {
        for (int i = start; i + unit <= sample.Length; i += unit)
        {
            if (sample[i + low] == '\n' && (unit == 1 || sample[i + 1 - low] == 0))
            {
                return i + unit;
            }
        }

        return null;
    }

    private static bool IsSkipped(Encoding encoding, ReadOnlySpan<byte> line, ref char? hint)
    {
        string text = encoding.GetString(line).Trim('\r', '\n', ' ', '"');
        if (text.Length == 5 && text.StartsWith("sep=", StringComparison.OrdinalIgnoreCase) && char.IsAscii(text[4]))
        {
            hint = text[4];
            return true;
        }

        // A rule above a table, as databases print it, has nothing in it.
        return text.Length == 0 || text[0] == '#'
            || (text.Length >= ShortestRule && text.Contains("---", StringComparison.Ordinal) && !text.AsSpan().ContainsAnyExcept("-+"));
    }
}
