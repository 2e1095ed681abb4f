using System.Globalization;
using Unroll.Series.Reading;

namespace Unroll.Series.Profiling;

/// <summary>The search for a column of words and one of their labels in a file of a word a line.</summary>
internal static class WordTable
{
    private const int FewestSentences = 10;
    private const int MostLabels = 100;
    private const int LongestMeanSentence = 80;
    private const double MostBlanks = 0.05;
    private const int LabelsOfUniversal = 3;

    /// <summary>The profile of a file; null where it has no sentences of words with labels.</summary>
    public static TextTableProfile? Profile(string path, string? labelColumn, CancellationToken stop)
    {
        try
        {
            return PackedFile.Unpacked(path, plain => ProfilePlain(path, plain, labelColumn, stop), stop);
        }
        catch (InputException)
        {
            // As with tables: whoever reads it otherwise tells what is wrong with it.
            return null;
        }
    }

    private static TextTableProfile? ProfilePlain(string path, string plain, string? labelColumn, CancellationToken stop)
    {
        using ConllRows rows = new(plain, new ConllOptions { CancellationToken = stop });
        string[] names = [.. rows.Names];
        if (names.Length < 2)
        {
            return null;
        }

        List<int> sentences = [];
        Dictionary<string, int>[] counts = [.. names.Select(_ => new Dictionary<string, int>(StringComparer.Ordinal))];
        int blanks = 0;
        while (rows.Read())
        {
            stop.ThrowIfCancellationRequested();
            if (rows.BeginsSentence)
            {
                sentences.Add(0);
            }

            sentences[^1]++;
            for (int column = 0; column < names.Length; column++)
            {
                counts[column][rows.Cells[column]] = counts[column].GetValueOrDefault(rows.Cells[column]) + 1;
            }

            blanks += rows.Cells[0].Contains(' ', StringComparison.Ordinal) ? 1 : 0;
        }

        bool isUniversal = names is ["id", "form", ..];
        int word = isUniversal ? 1 : 0, total = sentences.Sum();
        int label = labelColumn is not null ? Array.IndexOf(names, labelColumn)
            : isUniversal ? LabelsOfUniversal
            : Array.FindLastIndex(counts, own => own.Count >= 2 && own.Count <= MostLabels);
        bool areNumbers = counts[word].Keys.All(
            own => double.TryParse(own, NumberStyles.Float, CultureInfo.InvariantCulture, out _));
        bool fits = !areNumbers && label >= 0 && label != word && sentences.Count >= FewestSentences
            && total <= LongestMeanSentence * sentences.Count
            && blanks <= MostBlanks * total && counts[word].Count > counts[label].Count;
        int[] sorted = [.. sentences.Order()];
        return !fits ? null
            : new(path, "conll", names[word], names[label], sentences.Count, total,
                counts[word].Keys.Select(own => own.ToLowerInvariant()).Distinct(StringComparer.Ordinal).Count())
            {
                Classes = [.. counts[label].Where(pair => pair.Key is not ("" or "_"))
                    .OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal)
                    .Select(pair => new ClassCount(pair.Key, pair.Value))],
                MedianLength = sorted[sorted.Length / 2],
                LongestLength = sorted[^1],
                WithoutClass = counts[label].GetValueOrDefault("_") + counts[label].GetValueOrDefault(""),
            };
    }
}
