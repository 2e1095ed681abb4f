using System.Text;
using Unroll.Series.Reading;
using Unroll.Series.Texts;

namespace Unroll.Series.Profiling;

/// <summary>The description of a file of running text, or of a list of lines.</summary>
/// <param name="Path">The file.</param>
/// <param name="Encoding">Its encoding: <c>utf-8</c>, <c>iso-8859-1</c>, …</param>
/// <param name="Characters">Characters, as code points.</param>
/// <param name="DistinctCharacters">Different ones.</param>
/// <param name="Lines">Lines.</param>
/// <param name="EmptyLines">Lines without a character that is seen.</param>
/// <param name="LongestLine">Characters of the longest line, as UTF-16 units.</param>
/// <param name="Words">Words and signs, as the step <c>tokenize</c> cuts them, without line ends.</param>
/// <param name="DistinctWords">Different ones.</param>
public sealed record TextProfile(
    string Path, string Encoding, int Characters, int DistinctCharacters, int Lines, int EmptyLines, int LongestLine, int Words,
    int DistinctWords)
{
    /// <summary>The most frequent characters with their numbers, the most frequent first.</summary>
    public IReadOnlyList<KeyValuePair<string, int>> Frequent { get; init; } = [];

    /// <summary>
    /// Whether it is a list, such as of names, titles or sentences, rather than running text: lines that are hardly ever empty, and are
    /// short without the ends of sentences, or nearly all end as sentences do.
    /// </summary>
    public bool IsList { get; init; }

    private const int FrequentCharacters = 10;
    private const int LongestListed = 80;
    private const int FewestListed = 20;
    private const double MostEmpty = 0.02;
    private const double MostAlike = 0.9;

    /// <summary>The profile of a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>Null where the file is of series, or of another format that is no running text, or a pipe, which is read but
    /// once.</returns>
    /// <exception cref="InputException">The file is missing or cannot be read.</exception>
    public static TextProfile? Find(string path, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return !SpooledInput.IsDevice(path) && new FileInfo(path) is not { Exists: true, Length: 0 } && SeriesFormats.IsRunningText(path)
            ? Of(path, TextFileReader.ReadText(path, out string encoding, null, cancellationToken), encoding) : null;
    }

    private static TextProfile Of(string path, string text, string encoding)
    {
        Dictionary<Rune, int> counts = [];
        foreach (Rune rune in text.EnumerateRunes())
        {
            counts[rune] = counts.GetValueOrDefault(rune) + 1;
        }

        string[] lines = text.TrimEnd('\n').Split('\n');
        TextCorpus words = TextCorpus.Of(text, TextUnit.Word);
        int lineEnds = words.Tokens().Count(token => token == "\n");
        return new(
            path, encoding, counts.Values.Sum(), counts.Count, lines.Length, lines.Count(string.IsNullOrWhiteSpace),
            lines.Max(line => line.Length), words.Count - lineEnds, words.DistinctTokens.Count - (lineEnds > 0 ? 1 : 0))
        {
            Frequent = [.. counts.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key).Take(FrequentCharacters)
                .Select(pair => KeyValuePair.Create(pair.Key.ToString(), pair.Value))],
            IsList = HasList(lines),
        };
    }

    private static bool HasList(string[] lines)
    {
        double Share(Func<string, bool> holds) => lines.Count(holds) / (double)lines.Length;
        double ended = Share(line => line.TrimEnd() is [.., '.' or '!' or '?']);
        return lines.Length >= FewestListed
            && Share(string.IsNullOrWhiteSpace) <= MostEmpty
            && (ended >= MostAlike
                || (Share(line => line.Length > LongestListed) <= MostEmpty
                    && ended + Share(line => line.TrimEnd() is [.., ',' or ';' or ':' or '-']) <= 1 - MostAlike));
    }
}
