namespace Unroll.Analysis.Estimators;

/// <summary>The n-grams of characters of texts, from each character on and one character longer at a time.</summary>
internal sealed class NGramReader
{
    /// <summary>The code of a blank in n-grams, and of padding behind a word in tables.</summary>
    private const int Blank = 0;

    private readonly bool _isWithinWords;
    private readonly bool[] _counts;

    /// <summary>Creates a reader.</summary>
    /// <param name="analyzer">Whether n-grams go across words.</param>
    /// <param name="lengths">Their lengths in characters, from 1.</param>
    public NGramReader(TextAnalyzer analyzer, IEnumerable<int> lengths)
    {
        Lengths = [.. lengths.Order()];
        _isWithinWords = analyzer == TextAnalyzer.CharacterWithinWords;
        _counts = [.. Enumerable.Range(0, Lengths[^1] + 1).Select(length => Lengths.Contains(length))];
    }

    /// <summary>One more character of an n-gram.</summary>
    /// <param name="parent">What the call for the n-gram without its last character gave.</param>
    /// <param name="character">The code of the last character.</param>
    /// <param name="isCounted">Whether the n-gram is of one of the lengths.</param>
    /// <returns>What stands for the n-gram; null where longer ones are not asked for.</returns>
    public delegate int? Visit(int parent, int character, bool isCounted);

    /// <summary>The lengths in characters, in order.</summary>
    public int[] Lengths { get; }

    /// <summary>Reads the n-grams of a text.</summary>
    /// <param name="features">The texts: a step for each word, a channel for each of its characters, 0 behind its end.</param>
    /// <param name="row">The text.</param>
    /// <param name="root">What stands for the empty n-gram.</param>
    /// <param name="visit">What is done with each n-gram and those that it begins with.</param>
    /// <exception cref="InputException">A value is no code.</exception>
    public void Read(FeatureTable features, int row, int root, Visit visit)
    {
        List<int> characters = [];
        for (int step = 0; step < features.Rows[row].Length; step += features.Channels)
        {
            int before = characters.Count;
            if (before > 0 || _isWithinWords)
            {
                characters.Add(Blank);
            }

            int length = characters.Count;
            for (int channel = 0; channel < features.Channels; channel++)
            {
                if (TokenCodes.At(features, row, step + channel) is not Blank and var code)
                {
                    characters.Add(code);
                }
            }

            if (characters.Count == length)
            {
                characters.RemoveRange(before, length - before);
            }
            else if (_isWithinWords)
            {
                characters.Add(Blank);
                Read(characters, root, visit);
                characters.Clear();
            }
        }

        if (!_isWithinWords)
        {
            Read(characters, root, visit);
        }
    }

    private void Read(List<int> characters, int root, Visit visit)
    {
        for (int start = 0; start < characters.Count; start++)
        {
            int? node = root;
            for (int length = 1; length < _counts.Length && start + length <= characters.Count && node is { } parent; length++)
            {
                // A word that a length does not fit into counts whole, as scikit-learn has it.
                bool isWhole = _isWithinWords && length == characters.Count && length < _counts.Length - 1;
                node = visit(parent, characters[start + length - 1], _counts[length] || isWhole);
            }
        }
    }
}
