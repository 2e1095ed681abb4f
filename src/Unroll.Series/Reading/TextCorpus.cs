using System.Text;
using Unroll.Series.Frames;

namespace Unroll.Series.Reading;

/// <summary>
/// A text as a sequence of tokens: characters or words. Each token is kept as a number of two bytes (four beyond 65,536 different tokens);
/// the text of a token is kept once. A part is a view.
/// </summary>
public sealed class TextCorpus
{
    private readonly TokenCodes _codes;
    private readonly string[] _tokens;
    private readonly int _start;

    internal TextCorpus(TextUnit unit, TokenCodes codes, string[] tokens)
        : this(unit, codes, tokens, 0, codes.Count)
    {
    }

    private TextCorpus(TextUnit unit, TokenCodes codes, string[] tokens, int start, int count)
    {
        Unit = unit;
        _codes = codes;
        _tokens = tokens;
        _start = start;
        Count = count;
    }

    /// <summary>The unit of tokens.</summary>
    public TextUnit Unit { get; }

    /// <summary>Number of tokens.</summary>
    public int Count { get; }

    /// <summary>The different tokens of the whole text, in the order of their appearance.</summary>
    public IReadOnlyList<string> DistinctTokens => _tokens;

    /// <summary>One token.</summary>
    /// <param name="index">From 0.</param>
    public string this[int index] => _tokens[Symbol(index)];

    /// <summary>Tokenises a text.</summary>
    /// <param name="text">The text; half of a surrogate pair alone becomes U+FFFD.</param>
    /// <param name="unit">The unit of tokens.</param>
    /// <exception cref="InputException">A word is longer than any in a text.</exception>
    public static TextCorpus Of(string text, TextUnit unit)
    {
        ArgumentNullException.ThrowIfNull(text);
        CorpusBuilder builder = new(unit);
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (!builder.TryAdd(rune))
            {
                throw new InputException(
                    $"A word of the text has more than {CorpusBuilder.LongestWord} characters: cut it into characters instead.");
            }
        }

        return builder.Build();
    }

    /// <summary>A run of tokens, as a view.</summary>
    /// <param name="start">First token.</param>
    /// <param name="count">Tokens.</param>
    /// <exception cref="ArgumentOutOfRangeException">The run is not within the text.</exception>
    public TextCorpus Slice(int start, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Count - start);
        return new(Unit, _codes, _tokens, _start + start, count);
    }

    /// <summary>
    /// The text of all tokens: for characters the text that was read, for words with blanks between them as in running text.
    /// </summary>
    public override string ToString() => TokenFormatter.Join(Unit, Tokens());

    /// <summary>The codes of all tokens in a vocabulary.</summary>
    /// <param name="vocabulary">The vocabulary, mostly of the training part.</param>
    /// <exception cref="InputException">A token is not in it, and it has none for unknown ones.</exception>
    public int[] Encode(Vocabulary vocabulary)
    {
        ArgumentNullException.ThrowIfNull(vocabulary);
        int[] codesOfSymbols = CodesOfSymbols(vocabulary);
        int[] codes = new int[Count];
        for (int i = 0; i < codes.Length; i++)
        {
            int symbol = Symbol(i);
            codes[i] = codesOfSymbols[symbol] >= 0 ? codesOfSymbols[symbol] : throw vocabulary.Unknown(_tokens[symbol], i);
        }

        return codes;
    }

    /// <summary>
    /// The text as a frame for windows: numbered rows and a column <c>token</c> of codes, with the vocabulary as its categories.
    /// </summary>
    /// <param name="vocabulary">The vocabulary, mostly of the training part.</param>
    /// <exception cref="InputException">A token is not in it, and it has none for unknown ones.</exception>
    public Frame ToFrame(Vocabulary vocabulary)
    {
        int[] codes = Encode(vocabulary);
        double[] column = new double[codes.Length];
        for (int i = 0; i < codes.Length; i++)
        {
            column[i] = codes[i];
        }

        return new Frame(TimeIndex.Numbered(Count), ["token"], [column]).WithCategories("token", vocabulary.Tokens);
    }

    /// <summary>The frequency of each of <see cref="DistinctTokens"/> in this part of the text.</summary>
    internal int[] CountTokens()
    {
        int[] counts = new int[_tokens.Length];
        for (int i = 0; i < Count; i++)
        {
            counts[Symbol(i)]++;
        }

        return counts;
    }

    private int Symbol(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        return _codes[_start + index];
    }

    /// <summary>The tokens in order.</summary>
    internal IEnumerable<string> Tokens()
    {
        for (int i = 0; i < Count; i++)
        {
            yield return _tokens[Symbol(i)];
        }
    }

    private int[] CodesOfSymbols(Vocabulary vocabulary)
    {
        if (vocabulary.Unit != Unit)
        {
            throw new InputException(
                $"The vocabulary is of {vocabulary.Unit} tokens, but the text is cut into {Unit} tokens: read it with the vocabulary's "
                + $"unit.");
        }

        int[] codes = new int[_tokens.Length];
        for (int symbol = 0; symbol < codes.Length; symbol++)
        {
            codes[symbol] = vocabulary.Find(_tokens[symbol]);
        }

        return codes;
    }
}
