using System.Globalization;

namespace Unroll.Series.Preparing;

/// <summary>
/// Byte-pair encoding (Sennrich et al. 2016) over characters: the pairs of tokens that were merged, the most frequent one of the training
/// texts first. A word takes the blank before it along, so that tokens behind one another are the text again; line ends stand alone.
/// </summary>
internal sealed class SubwordMerges
{
    private readonly Dictionary<(string Left, string Right), int> _ranks;

    /// <summary>The merges of pairs, first to last.</summary>
    public SubwordMerges(IReadOnlyList<(string Left, string Right)> pairs)
    {
        Pairs = pairs;
        _ranks = pairs.Select((pair, rank) => KeyValuePair.Create(pair, rank)).ToDictionary();
    }

    /// <summary>The merged pairs, first to last.</summary>
    public IReadOnlyList<(string Left, string Right)> Pairs { get; }

    /// <summary>Learns merges, until there are as many tokens as wanted, or no pair occurs twice.</summary>
    /// <param name="texts">The training texts.</param>
    /// <param name="size">Tokens in all: characters and what merges make.</param>
    public static SubwordMerges Learn(IEnumerable<string> texts, int size)
    {
        Dictionary<string, int> counts = new(StringComparer.Ordinal);
        foreach (string word in texts.SelectMany(Words))
        {
            counts[word] = counts.GetValueOrDefault(word) + 1;
        }

        TrainingWords learned = new(counts);
        List<(string Left, string Right)> pairs = [];
        for (int left = size - learned.Characters; left > 0 && learned.MostFrequent() is { } pair; left--)
        {
            pairs.Add(pair);
            learned.Merge(pair);
        }

        return new SubwordMerges(pairs);
    }

    /// <summary>The tokens of a text.</summary>
    public IEnumerable<string> Cut(string text) => Words(text).SelectMany(CutWord);

    /// <summary>
    /// The pieces that merges stay within: runs of letters, of digits or of other characters, each with one blank before it; further blanks
    /// and line ends by themselves.
    /// </summary>
    private static IEnumerable<string> Words(string text)
    {
        int start = 0;
        while (start < text.Length)
        {
            int first = text[start] == ' ' && start + 1 < text.Length && !char.IsWhiteSpace(text[start + 1]) ? start + 1 : start;
            int end = first + 1;
            if (!char.IsWhiteSpace(text[first]))
            {
                while (end < text.Length && KindOf(text[end]) == KindOf(text[first]))
                {
                    end++;
                }
            }

            yield return text[start..end];
            start = end;
        }
    }

    /// <summary>Letters with their marks, digits, blanks, or other characters; halves of a pair of UTF-16 are letters.</summary>
    private static int KindOf(char character) => char.IsWhiteSpace(character) ? 0
        : char.IsLetter(character) || char.IsSurrogate(character) || char.GetUnicodeCategory(character) is
            UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark ? 1
        : char.IsDigit(character) ? 2 : 3;

    private static List<string> CharactersOf(string word) => [.. word.EnumerateRunes().Select(rune => rune.ToString())];

    private static void MergeIn(List<string> tokens, (string Left, string Right) pair)
    {
        for (int i = 0; i + 1 < tokens.Count; i++)
        {
            if (tokens[i] == pair.Left && tokens[i + 1] == pair.Right)
            {
                tokens[i] += tokens[i + 1];
                tokens.RemoveAt(i + 1);
            }
        }
    }

    private List<string> CutWord(string word)
    {
        List<string> tokens = CharactersOf(word);
        while (tokens.Count > 1)
        {
            (string Left, string Right)? best = null;
            int lowest = int.MaxValue;
            for (int i = 0; i + 1 < tokens.Count; i++)
            {
                if (_ranks.TryGetValue((tokens[i], tokens[i + 1]), out int rank) && rank < lowest)
                {
                    (best, lowest) = ((tokens[i], tokens[i + 1]), rank);
                }
            }

            if (best is not { } pair)
            {
                break;
            }

            MergeIn(tokens, pair);
        }

        return tokens;
    }

    /// <summary>The words of the training texts while merges are learned of them.</summary>
    private sealed class TrainingWords
    {
        private readonly List<(List<string> Tokens, int Count)> _words;
        private readonly Dictionary<(string Left, string Right), long> _counts = [];
        private readonly Dictionary<(string Left, string Right), HashSet<int>> _places = [];

        // Counts change while pairs wait: one that comes out with an old count is put back with the new one.
        private readonly PriorityQueue<(string Left, string Right), (long Count, string Text)> _queue = new(
            Comparer<(long Count, string Text)>.Create((first, second) => first.Count != second.Count
                ? second.Count.CompareTo(first.Count) : string.CompareOrdinal(first.Text, second.Text)));

        public TrainingWords(Dictionary<string, int> counts)
        {
            _words = [.. counts.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => (CharactersOf(pair.Key), pair.Value))];
            Characters = _words.SelectMany(word => word.Tokens).Distinct(StringComparer.Ordinal).Count();
            for (int word = 0; word < _words.Count; word++)
            {
                Count(word, 1);
            }

            foreach ((string Left, string Right) pair in _counts.Keys)
            {
                Enqueue(pair);
            }
        }

        /// <summary>Different characters.</summary>
        public int Characters { get; }

        /// <summary>The most frequent pair, of equally frequent ones the first in order; null where none occurs twice.</summary>
        public (string Left, string Right)? MostFrequent()
        {
            while (_queue.TryDequeue(out (string Left, string Right) pair, out (long Count, string Text) known))
            {
                long count = _counts.GetValueOrDefault(pair);
                if (count == known.Count && count > 1)
                {
                    return pair;
                }

                if (count > 1 && count < known.Count)
                {
                    Enqueue(pair);
                }
            }

            return null;
        }

        /// <summary>Merges a pair wherever it stands.</summary>
        public void Merge((string Left, string Right) pair)
        {
            HashSet<(string Left, string Right)> changed = [];
            foreach (int word in _places[pair].ToArray())
            {
                Count(word, -1);
                MergeIn(_words[word].Tokens, pair);
                changed.UnionWith(Count(word, 1));
            }

            foreach ((string Left, string Right) other in changed)
            {
                Enqueue(other);
            }
        }

        private void Enqueue((string Left, string Right) pair) => _queue.Enqueue(pair, (_counts[pair], $"{pair.Left}\0{pair.Right}"));

        /// <summary>Adds the pairs of a word to the counts, or takes them off.</summary>
        private List<(string Left, string Right)> Count(int word, int sign)
        {
            (List<string> tokens, int count) = _words[word];
            List<(string Left, string Right)> pairs = [];
            for (int i = 0; i + 1 < tokens.Count; i++)
            {
                (string Left, string Right) pair = (tokens[i], tokens[i + 1]);
                pairs.Add(pair);
                _counts[pair] = _counts.GetValueOrDefault(pair) + (sign * count);
                if (!_places.TryGetValue(pair, out HashSet<int>? places))
                {
                    _places[pair] = places = [];
                }

                _ = sign > 0 ? places.Add(word) : places.Remove(word);
            }

            return pairs;
        }
    }
}
