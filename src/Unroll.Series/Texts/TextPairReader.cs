using System.Globalization;
using Unroll.Series.Frames;
using Unroll.Series.Reading;

namespace Unroll.Series.Texts;

/// <summary>
/// A reader of pairs of texts from two files side by side, whose lines belong together: <c>train.de</c> and <c>train.en</c>. Each pair
/// becomes a series of one row with a column of each side; pairs in the columns of one table are read by <see cref="TextTableReader"/>.
/// </summary>
public static class TextPairReader
{
    /// <summary>The column of the texts that are read, where it has no other name.</summary>
    public const string SourceName = "source";

    /// <summary>The column of the texts that are written, where it has no other name.</summary>
    public const string TargetName = "target";

    private const int MostUnequal = 3;

    /// <summary>Reads two files of lines, each packed by gzip or not.</summary>
    /// <param name="source">The file with the texts that are read.</param>
    /// <param name="target">The file with what each of them is translated to.</param>
    /// <param name="sourceName">Name of the column of the first.</param>
    /// <param name="targetName">Name of the column of the second.</param>
    /// <param name="encoding">Encoding of both; null to have it found.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="InputException">A file is missing or empty, or they have not equally many lines.</exception>
    public static SeriesSet Read(
        string source, string target, string sourceName = SourceName, string targetName = TargetName, string? encoding = null,
        CancellationToken cancellationToken = default)
    {
        string[] read = LinesOf(source, encoding, cancellationToken), written = LinesOf(target, encoding, cancellationToken);
        if (read.Length != written.Length)
        {
            string[] texts = read.Length > written.Length ? read : written;
            string further = string.Join(", ", texts.Skip(Math.Min(read.Length, written.Length)).Take(MostUnequal)
                .Select(text => $"'{MessageFormatter.Of(text)}'"));
            throw new InputException(
                $"{source} has {CountFormatter.Format(read.Length, "lines")}, but {target} has "
                + $"{CountFormatter.Format(written.Length, "lines")}: they belong together line by line, so that both need as many. "
                + $"Behind the last pair comes {further}. Give files of equally many lines.");
        }

        return Of([.. read.Zip(written, (first, second) => new TextPair(first, second))], sourceName, targetName);
    }

    /// <summary>Reads a file of lines as the sources of pairs whose targets are not known.</summary>
    /// <param name="source">The file.</param>
    /// <param name="sourceName">Name of the column.</param>
    /// <param name="encoding">Its encoding; null to have it found.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="InputException">The file is missing or empty.</exception>
    public static SeriesSet ReadSources(
        string source, string sourceName = SourceName, string? encoding = null, CancellationToken cancellationToken = default) =>
        OfSources(LinesOf(source, encoding, cancellationToken), sourceName);

    /// <summary>Pairs as series of one row, whose ids are their numbers from 1.</summary>
    /// <param name="pairs">The pairs, at least one.</param>
    /// <param name="sourceName">Name of the column of the texts that are read.</param>
    /// <param name="targetName">Name of the column of those that are written.</param>
    /// <exception cref="InputException">There are none.</exception>
    public static SeriesSet Of(IReadOnlyList<TextPair> pairs, string sourceName = SourceName, string targetName = TargetName)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        return SetOf(pairs, pair => new Frame(TimeIndex.Numbered(1), [sourceName, targetName], [new double[1], new double[1]])
            .WithCategories(sourceName, [pair.Source]).WithCategories(targetName, [pair.Target]));
    }

    /// <summary>Texts as the sources of pairs whose targets are not known.</summary>
    /// <param name="texts">The texts, at least one.</param>
    /// <param name="sourceName">Name of the column.</param>
    /// <exception cref="InputException">There are none.</exception>
    public static SeriesSet OfSources(IReadOnlyList<string> texts, string sourceName = SourceName)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return SetOf(texts, text =>
            new Frame(TimeIndex.Numbered(1), [sourceName], [new double[1]]).WithCategories(sourceName, [text]));
    }

    private static SeriesSet SetOf<T>(IReadOnlyList<T> items, Func<T, Frame> create) => items.Count > 0
        ? new SeriesSet([.. items.Select(
            (item, index) => new SeriesItem((index + 1).ToString(CultureInfo.InvariantCulture), create(item)))])
        : throw new InputException("There are no texts: give at least one.");

    private static string[] LinesOf(string path, string? encoding, CancellationToken cancellationToken)
    {
        string text = TextFileReader.ReadText(path, encoding, cancellationToken);
        string[] lines = text.Split('\n');
        return lines is [.., ""] ? lines[..^1] : lines;
    }
}
