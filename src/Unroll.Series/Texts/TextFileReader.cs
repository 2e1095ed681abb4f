using Unroll.Series.Frames;
using Unroll.Series.Reading;

namespace Unroll.Series.Texts;

/// <summary>
/// A reader of running text, such as a book, as one series of one row: its column <see cref="TextTableReader.LineName"/> holds the whole
/// text, which the step <c>tokenize</c> makes a sequence of. Line ends become line feeds.
/// </summary>
public static class TextFileReader
{
    /// <summary>Reads a file, packed by gzip or not.</summary>
    /// <param name="path">The file.</param>
    /// <param name="encoding">Its encoding; null to have it found.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="InputException">The file is missing, empty or blank, or has bytes that are no text.</exception>
    public static SeriesSet Read(string path, string? encoding = null, CancellationToken cancellationToken = default) =>
        Of(ReadText(path, encoding, cancellationToken), path);

    /// <summary>The text of a file, packed by gzip or not, with line feeds for its line ends.</summary>
    /// <param name="path">The file.</param>
    /// <param name="encoding">Its encoding; null to have it found.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="InputException">The file is missing or empty, or has bytes that are no text.</exception>
    public static string ReadText(string path, string? encoding = null, CancellationToken cancellationToken = default) =>
        ReadText(path, out _, encoding, cancellationToken);

    /// <summary>The text of a file, and the encoding that it was read by.</summary>
    internal static string ReadText(string path, out string found, string? encoding, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string name = "";
        string all = PackedFile.Unpacked(path, plain =>
        {
            if (new FileInfo(plain) is { Exists: true, Length: 0 })
            {
                throw Empty(path);
            }

            string text = InputFile.Read(plain, stream =>
            {
                CsvSource source = CsvSource.Of(plain, encoding, skipLines: 0, cancellationToken);
                using StreamReader reader = new(stream, source.Encoding, detectEncodingFromByteOrderMarks: true);
                name = source.Encoding.WebName;
                return reader.ReadToEnd();
            });
            cancellationToken.ThrowIfCancellationRequested();
            if (text.Contains('\0', StringComparison.Ordinal))
            {
                throw new InputException($"{path} has bytes that are no text (zeros): expected a text, best in UTF-8.");
            }

            ControlCharacters.Require(path, text);
            return text;
        }, cancellationToken).ReplaceLineEndings("\n");
        found = name;
        return all;
    }

    /// <summary>A text as one series of one row.</summary>
    /// <param name="text">The text.</param>
    /// <param name="name">Name of the series.</param>
    /// <exception cref="InputException">It is empty, or blank.</exception>
    public static SeriesSet Of(string text, string name = "text")
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return string.IsNullOrWhiteSpace(text) ? throw Empty(name, text.Length) : new SeriesSet([Item(text, name)]);
    }

    /// <summary>Texts as a series of one row each.</summary>
    /// <param name="texts">The texts.</param>
    /// <exception cref="InputException">There are none.</exception>
    public static SeriesSet OfLines(IReadOnlyList<string> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return texts.Count == 0 ? throw Empty("The list of texts")
            : new SeriesSet([.. texts.Select((text, index) => Item(text, FormattableString.Invariant($"{index + 1}")))]);
    }

    private static SeriesItem Item(string text, string name) => new(
        name,
        new Frame(TimeIndex.Numbered(1), [TextTableReader.LineName], [new double[1]]).WithCategories(TextTableReader.LineName, [text]));

    private static InputException Empty(string name, int blanks = 0) => new(
        $"{name} {(blanks > 0 ? "has nothing but blanks and line ends" : "is empty")}: expected a text of at least a few hundred "
        + "characters.");
}
