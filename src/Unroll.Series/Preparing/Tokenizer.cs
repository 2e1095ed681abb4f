using Unroll.Series.Reading;

namespace Unroll.Series.Preparing;

/// <summary>
/// The tokens of a fitted step <c>tokenize</c> and their codes, for texts that are encoded and decoded apart from series: 0 is padding, 1 a
/// token that the vocabulary does not have, then the vocabulary, the most frequent token first.
/// </summary>
public sealed class Tokenizer
{
    /// <summary>The code of padding.</summary>
    public const int Padding = 0;

    /// <summary>The code of a token that the vocabulary does not have.</summary>
    public const int Unknown = 1;

    /// <summary>The code of the first token of the vocabulary.</summary>
    public const int First = 2;

    private readonly TokenizeStep _step;
    private readonly Vocabulary _vocabulary;

    private readonly SubwordMerges? _merges;

    internal Tokenizer(TokenizeStep step, Vocabulary vocabulary, SubwordMerges? merges) =>
        (_step, _vocabulary, _merges) = (step, vocabulary, merges);

    /// <summary>The unit of tokens.</summary>
    public TokenUnit Unit => _step.Options.Unit;

    /// <summary>Number of codes, padding and unknown tokens included.</summary>
    public int Count => _vocabulary.Texts.Length + First;

    /// <summary>The text of a code; empty for padding, U+FFFD for an unknown token.</summary>
    /// <param name="code">From 0.</param>
    public string this[int code] => code switch
    {
        Padding => "",
        Unknown => "\uFFFD",
        _ => _vocabulary.Texts[code - First],
    };

    /// <summary>The tokens of a text.</summary>
    /// <param name="text">The text.</param>
    public IEnumerable<string> Tokens(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return _step.Tokens(text, _merges);
    }

    /// <summary>The code of a token; <see cref="Unknown"/> where the vocabulary does not have it.</summary>
    /// <param name="token">The token.</param>
    public int CodeOf(string token)
    {
        ArgumentNullException.ThrowIfNull(token);
        return _vocabulary.CodeOf(token) is >= 0 and var code ? code + First : Unknown;
    }

    /// <summary>The codes of a text.</summary>
    /// <param name="text">The text.</param>
    public int[] Encode(string text) => [.. Tokens(text).Select(CodeOf)];

    /// <summary>
    /// The text of codes: characters and sub-words one behind the other, words with blanks between them as in running text.
    /// </summary>
    /// <param name="codes">The codes.</param>
    public string Decode(IEnumerable<int> codes)
    {
        ArgumentNullException.ThrowIfNull(codes);
        int? before = null;
        return string.Concat(codes.Select(code =>
        {
            string piece = Piece(before, code);
            before = code;
            return piece;
        }));
    }

    /// <summary>The characters that a token adds to a text: itself, with a blank before it where there is one.</summary>
    /// <param name="before">The code before it; null at the beginning.</param>
    /// <param name="code">Its code.</param>
    public string Piece(int? before, int code)
    {
        bool needsBlank = before is { } previous && Unit switch
        {
            TokenUnit.Character or TokenUnit.Subword => false,
            TokenUnit.Word => TokenFormatter.NeedsBlank(this[previous], this[code]),
            _ => true,
        };
        return needsBlank ? $" {this[code]}" : this[code];
    }
}
