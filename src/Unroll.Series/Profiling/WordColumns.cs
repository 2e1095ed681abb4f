using Unroll.Series.Reading;

namespace Unroll.Series.Profiling;

/// <summary>The search for words, their labels and the numbers of their sentences in the columns of a table, a word a row.</summary>
internal static class WordColumns
{
    private const int FewestSentences = 10;
    private const int MostLabels = 100;
    private const int LongestMeanSentence = 80;
    private const int Rows = 2_000_000;

    private static readonly string[] _sentences = ["sentence", "sent", "sentenceid", "sentid", "sentence#", "sentenceno", "sentencenumber"];

    private static readonly string[] _words = ["word", "words", "token", "tokens", "form"];

    private static readonly string[] _labels =
        ["tag", "tags", "ner", "nertag", "nertags", "label", "labels", "entity", "bio", "iob", "iobtag", "pos", "postag", "upos", "xpos"];

    /// <summary>The profile of a table; null where it has no such columns.</summary>
    /// <param name="path">The file.</param>
    /// <param name="plain">The file, not packed.</param>
    /// <param name="labelColumn">The column of labels; null to have it found.</param>
    /// <param name="stop">Ends the reading.</param>
    /// <exception cref="InputException">It cannot be read as a table.</exception>
    public static TextTableProfile? Profile(string path, string plain, string? labelColumn, CancellationToken stop)
    {
        CsvFrameOptions options = new() { CancellationToken = stop };
        return CsvDetection.Guarded(plain, options, file => Of(path, file, options, labelColumn));
    }

    private static TextTableProfile? Of(string path, CsvDetection file, CsvFrameOptions options, string? labelColumn)
    {
        int sentence = IndexOf(_sentences), word = IndexOf(_words);
        int label = labelColumn is not null ? Array.IndexOf(file.Names, labelColumn)
            : _labels.Select(name => IndexOf([name])).FirstOrDefault(column => column >= 0, -1);
        if (!file.HasHeader || sentence < 0 || word < 0 || label < 0 || label == word || file.TimeColumn >= 0)
        {
            return null;
        }

        bool isFilledDown = CsvKeys.IsFilledDown(file, sentence);
        List<int> lengths = [];
        HashSet<string> sentences = new(StringComparer.Ordinal), words = new(StringComparer.Ordinal);
        Dictionary<string, int> labels = new(StringComparer.Ordinal);
        string last = "";
        using CsvRows rows = new(file, options);
        for (int row = 0; row < Rows && rows.Next(); row++)
        {
            string id = rows.Reader.GetString(sentence);
            if (lengths.Count == 0 || (id != last && !(isFilledDown && id.Length == 0)))
            {
                if (id.Length == 0 || !sentences.Add(id))
                {
                    return null;
                }

                lengths.Add(0);
                last = id;
            }

            lengths[^1]++;
            words.Add(rows.Reader.GetString(word).ToLowerInvariant());
            string own = rows.Reader.GetString(label);
            labels[own] = labels.GetValueOrDefault(own) + 1;
        }

        int[] sorted = [.. lengths.Order()];
        int total = lengths.Sum();
        bool fits = lengths.Count >= FewestSentences && total >= 2 * lengths.Count && total <= LongestMeanSentence * lengths.Count
            && labels.Count is >= 2 and <= MostLabels;
        return !fits ? null
            : new(path, "csv", file.Names[word], file.Names[label], lengths.Count, total, words.Count)
            {
                IdColumn = file.Names[sentence],
                Classes = [.. labels.Where(pair => pair.Key.Length > 0)
                    .OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal)
                    .Select(pair => new ClassCount(pair.Key, pair.Value))],
                MedianLength = sorted[sorted.Length / 2],
                LongestLength = sorted[^1],
                WithoutClass = labels.GetValueOrDefault(""),
            };

        int IndexOf(string[] names) => Array.FindIndex(
            file.Names, name => Array.IndexOf(names, CsvStampParts.Plain(name).Replace("-", "", StringComparison.Ordinal)) >= 0);
    }
}
