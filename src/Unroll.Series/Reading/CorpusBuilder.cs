using System.Globalization;
using System.Text;

namespace Unroll.Series.Reading;

/// <summary>The tokeniser of a text, code point by code point.</summary>
/// <param name="unit">The unit of tokens.</param>
internal sealed class CorpusBuilder(TextUnit unit)
{
    /// <summary>UTF-16 units of the longest word: what is longer is no text.</summary>
    public const int LongestWord = 10_000;

    private readonly TokenCodes _codes = new();
    private readonly List<string> _tokens = [];
    private readonly Dictionary<int, int> _symbolsOfRunes = [];
    private readonly int[] _symbolsOfAscii = [.. Enumerable.Repeat(-1, 128)];
    private readonly Dictionary<string, int> _symbolsOfWords = new(StringComparer.Ordinal);
    private char[] _word = new char[64];
    private int _wordLength;
    private Rune? _apostrophe;

    /// <summary>Takes the next code point.</summary>
    /// <returns>False where a word becomes too long.</returns>
    public bool TryAdd(Rune rune)
    {
        if (unit == TextUnit.Character)
        {
            AddRune(rune);
            return true;
        }

        if (IsInWord(rune))
        {
            if (_word.Length < _wordLength + 4)
            {
                Array.Resize(ref _word, 2 * _word.Length);
            }

            if (_apostrophe is { } inside)
            {
                _wordLength += inside.EncodeToUtf16(_word.AsSpan(_wordLength));
                _apostrophe = null;
            }

            _wordLength += rune.EncodeToUtf16(_word.AsSpan(_wordLength));
            return _wordLength <= LongestWord;
        }

        if (rune.Value is '\'' or '\u2019' && _wordLength > 0 && _apostrophe is null)
        {
            _apostrophe = rune;
            return true;
        }

        EndWord();
        if (rune.Value == '\n' || !Rune.IsWhiteSpace(rune))
        {
            AddRune(rune);
        }

        return true;
    }

    /// <summary>The whole text.</summary>
    public TextCorpus Build()
    {
        EndWord();
        return new(unit, _codes, [.. _tokens]);
    }

    private static bool IsInWord(Rune rune) => rune.IsAscii
        ? char.IsAsciiLetterOrDigit((char)rune.Value)
        : Rune.IsLetterOrDigit(rune)
            || Rune.GetUnicodeCategory(rune)
                is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;

    private void EndWord()
    {
        if (_wordLength > 0)
        {
            ReadOnlySpan<char> word = _word.AsSpan(0, _wordLength);
            if (!_symbolsOfWords.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(word, out int symbol))
            {
                symbol = _tokens.Count;
                string text = word.ToString();
                _tokens.Add(text);
                _symbolsOfWords.Add(text, symbol);
            }

            _codes.Add(symbol);
            _wordLength = 0;
        }

        if (_apostrophe is { } after)
        {
            AddRune(after);
            _apostrophe = null;
        }
    }

    private void AddRune(Rune rune)
    {
        int symbol;
        if (rune.IsAscii)
        {
            symbol = _symbolsOfAscii[rune.Value];
            if (symbol < 0)
            {
                symbol = _symbolsOfAscii[rune.Value] = _tokens.Count;
                _tokens.Add(rune.ToString());
            }
        }
        else if (!_symbolsOfRunes.TryGetValue(rune.Value, out symbol))
        {
            symbol = _tokens.Count;
            _symbolsOfRunes.Add(rune.Value, symbol);
            _tokens.Add(rune.ToString());
        }

        _codes.Add(symbol);
    }
}
