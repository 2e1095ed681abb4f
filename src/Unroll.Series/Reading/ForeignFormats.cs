namespace Unroll.Series.Reading;

/// <summary>Common formats that are not read, with advice for each.</summary>
internal static class ForeignFormats
{
    private const int LinesLookedAt = 50;
    private const int ProseShare = 4;
    private const int LongLine = 200;
    private const int DigitShare = 20;

    private static readonly (byte[] Begin, string What)[] _known =
    [
        ([(byte)'P', (byte)'K', 3, 4], "an Excel workbook or a ZIP archive: save the sheet as CSV, or unpack the archive"),
        ([0xD0, 0xCF, 0x11, 0xE0], "an Excel workbook: save the sheet as CSV"),
        ([.. "PAR1"u8], "a Parquet file: write it as CSV"),
        ([.. "ARROW1"u8], "an Arrow file: write it as CSV"),
        ([.. "Obj\u0001"u8], "an Avro file: write it as CSV"),
        ([0x89, .. "HDF"u8], "an HDF5 file: write its table as CSV"),
        ([.. "SQLite format 3"u8], "an SQLite database: write its table as CSV"),
        ([.. "%PDF"u8], "a PDF document: get the table behind it as CSV"),
        ([0x89, .. "PNG"u8], "an image (PNG)"),
        ([0xFF, 0xD8, 0xFF], "an image (JPEG)"),
        ([.. "GIF8"u8], "an image (GIF)"),
        ([.. "BZh"u8], "packed by bzip2: unpack it, or pack it by gzip"),
        ([0xFD, .. "7zXZ"u8], "packed by xz: unpack it, or pack it by gzip"),
        ([0x28, 0xB5, 0x2F, 0xFD], "packed by zstd: unpack it, or pack it by gzip"),
        ([0x7F, .. "ELF"u8], "a program"),
        ([.. "RIFF"u8], "sound, a film or another RIFF file; sound (.wav) is read by the package Unroll.Audio, where it is registered"),
        ([.. "ID3"u8], "sound (MP3): write it as WAV"),
        ([.. "fLaC"u8], "sound (FLAC): write it as WAV"),
        ([.. "OggS"u8], "sound (Ogg): write it as WAV"),
    ];

    /// <summary>Refuses a file that begins as one of these formats does.</summary>
    /// <param name="path">The file.</param>
    /// <param name="first">Its first bytes.</param>
    /// <exception cref="InputException">It is one.</exception>
    public static void Refuse(string path, ReadOnlySpan<byte> first)
    {
        foreach ((byte[] begin, string what) in _known)
        {
            if (first.StartsWith(begin))
            {
                throw new InputException($"{path} is {what}. Expected {SeriesReader.Known}.");
            }
        }

        string text = System.Text.Encoding.Latin1.GetString(first[..Math.Min(256, first.Length)])
            .TrimStart('\u00EF', '\u00BB', '\u00BF', ' ', '\t', '\r', '\n');
        if (path.EndsWith(".arff", StringComparison.OrdinalIgnoreCase) && text is ['@' or '%', ..])
        {
            throw new InputException(
                $"{path} is an ARFF file of Weka: write it as CSV, the names of its attributes in the first line. Expected "
                + $"{SeriesReader.Known}.");
        }

        foreach (string begin in (string[])["<!doctype html", "<html", "<?xml"])
        {
            if (text.StartsWith(begin, StringComparison.OrdinalIgnoreCase))
            {
                string found = begin == "<?xml"
                    ? "XML: write its table as CSV"
                    : "a web page, often what a failed download leaves: get the file again";
                throw new InputException($"{path} is {found}. Expected {SeriesReader.Known}.");
            }
        }
    }

    /// <summary>Whether a text begins as a JSON document over several lines, or one that is an array.</summary>
    /// <param name="text">How it begins.</param>
    public static bool IsJsonDocument(string text)
    {
        ReadOnlySpan<char> begin = text.AsSpan().TrimStart();
        return begin.Length > 1 && begin[0] is '{' or '[' && begin[1..].TrimStart() is var inner &&
            (begin[0] == '{' ? inner is ['"', ..] : inner is ['{' or '[' or '"', ..]);
    }

    /// <summary>Refuses running text, whose commas are no delimiters.</summary>
    /// <param name="path">The file.</param>
    /// <param name="text">How it begins.</param>
    /// <exception cref="InputException">It is running text.</exception>
    public static void RefuseProse(string path, string text)
    {
        if (IsProse(text))
        {
            throw new InputException(
                $"{path} is running text, but a file of series was expected, with numbers in its lines: give one of "
                + $"{SeriesReader.Known}. To generate such text, set task: generate; \"unroll inspect {path} --recipe\" proposes a "
                + "recipe.");
        }
    }

    /// <summary>Whether a text is running text: hardly a line of it has a digit; of a single line, hardly a character is one.</summary>
    /// <param name="text">How it begins.</param>
    public static bool IsProse(string text)
    {
        int lines = 0;
        int withDigits = 0;
        string only = text.Trim();
        if (!only.AsSpan().ContainsAny('\n', '\r'))
        {
            // A single line is a header where it is short and has delimiters.
            return (only.Length >= LongLine || (only.Contains(' ', StringComparison.Ordinal) && only.AsSpan().IndexOfAny(",;\t|") < 0))
                && only.Count(char.IsAsciiDigit) * DigitShare < only.Length;
        }

        foreach (ReadOnlySpan<char> line in text.AsSpan().EnumerateLines())
        {
            if (!line.IsWhiteSpace() && lines < LinesLookedAt)
            {
                lines++;
                withDigits += line.ContainsAnyInRange('0', '9') ? 1 : 0;
            }
        }

        return lines > 1 && withDigits * ProseShare < lines;
    }
}
