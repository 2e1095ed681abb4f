using Unroll.Series.Preparing;

namespace Unroll.Tasks.Generation;

/// <summary>A part of a text, as tokens.</summary>
/// <param name="Text">The text; of a list, its lines with a line feed behind each.</param>
/// <param name="Codes">The codes of its tokens.</param>
/// <param name="Context">The codes of the tokens just before it, which are read but not predicted; empty where they are not known.</param>
internal sealed record TextPart(string Text, int[] Codes, int[] Context)
{
    /// <summary>Tokens that are read before a part at most.</summary>
    private const int MostContext = 1000;

    /// <summary>Characters of the text, as code points.</summary>
    public int Characters { get; } = Text.EnumerateRunes().Count();

    /// <summary>Words of the text: what stands between blanks.</summary>
    public int Words { get; } = CountWords(Text);

    /// <summary>Tokens that the vocabulary does not have.</summary>
    public int UnknownTokens => Codes.Count(code => code == Tokenizer.Unknown);

    /// <summary>Tokens at the beginning that nothing is known before, so that they cannot be predicted.</summary>
    public int Skipped => Context.Length == 0 ? 1 : 0;

    /// <summary>Tokens that are predicted.</summary>
    public int Scored => Codes.Length - Skipped;

    /// <summary>A part of a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="tokenizer">Its tokens.</param>
    /// <param name="before">The part before it; null for none.</param>
    public static TextPart Of(string text, Tokenizer tokenizer, TextPart? before) =>
        new(text, tokenizer.Encode(text), before is null ? [] : before.Codes[Math.Max(0, before.Codes.Length - MostContext)..]);

    private static int CountWords(string text)
    {
        int words = 0;
        bool isInside = false;
        foreach (char letter in text)
        {
            bool isBlank = char.IsWhiteSpace(letter);
            words += !isBlank && !isInside ? 1 : 0;
            isInside = !isBlank;
        }

        return words;
    }
}
