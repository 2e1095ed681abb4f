namespace Unroll.Insight.Texts;

/// <summary>A feature of a text that a unit may follow: a number for each of its tokens.</summary>
/// <param name="Name">Its name, for example <c>inside quotes</c>.</param>
/// <param name="Of">The feature behind each token of a text, of its characters or words.</param>
public sealed record TextFeature(string Name, Func<IReadOnlyList<string>, double[]> Of)
{
    /// <summary>1 between double quotes, straight or curved, and 0 elsewhere; quotes go on over line ends.</summary>
    public static TextFeature InsideQuotes { get; } = new("inside quotes", OfQuotes);

    /// <summary>The depth of open brackets, of any kind.</summary>
    public static TextFeature BracketDepth { get; } = new("depth of brackets", tokens => Running(tokens, 0, (depth, token) => token switch
    {
        "(" or "[" or "{" => depth + 1,
        ")" or "]" or "}" => Math.Max(0, depth - 1),
        _ => depth,
    }));

    /// <summary>Tokens since the last line end.</summary>
    public static TextFeature PositionInLine { get; } =
        new("position in the line", tokens => Running(tokens, 0, (position, token) => IsLineEnd(token) ? 0 : position + 1));

    /// <summary>Characters since the last blank or line end.</summary>
    public static TextFeature PositionInWord { get; } =
        new("position in the word", tokens => Running(tokens, 0, (position, token) => IsBlank(token) ? 0 : position + 1));

    /// <summary>1 at a line end.</summary>
    public static TextFeature LineEnd { get; } = Each("line end", IsLineEnd);

    /// <summary>1 before a line end: of what comes next.</summary>
    public static TextFeature BeforeLineEnd { get; } = new(
        "before a line end", tokens => [.. tokens.Skip(1).Select(token => IsLineEnd(token) ? 1.0 : 0), 0]);

    /// <summary>1 at a blank.</summary>
    public static TextFeature Blank { get; } = Each("blank", token => IsBlank(token) && !IsLineEnd(token));

    /// <summary>1 at a token with a capital letter at its beginning.</summary>
    public static TextFeature Capital { get; } = Each("capital letter", token => token.Length > 0 && char.IsUpper(token[0]));

    /// <summary>1 within a line of capital letters, such as the names of speakers in a play.</summary>
    public static TextFeature CapitalLine { get; } = new("line of capitals", OfCapitalLines);

    /// <summary>1 at a digit.</summary>
    public static TextFeature Digit { get; } = Each("digit", token => token.Length > 0 && char.IsAsciiDigit(token[0]));

    /// <summary>1 at a punctuation mark.</summary>
    public static TextFeature Punctuation { get; } = Each("punctuation", token => token.Length > 0 && char.IsPunctuation(token[0]));

    /// <summary>1 at a vowel of English.</summary>
    public static TextFeature Vowel { get; } = Each(
        "vowel", token => token.Length == 1 && "aeiouAEIOU".Contains(token[0], StringComparison.Ordinal));

    /// <summary>All of these.</summary>
    public static IReadOnlyList<TextFeature> All { get; } =
    [
        InsideQuotes, BracketDepth, PositionInLine, LineEnd, BeforeLineEnd, PositionInWord, Blank, Capital, CapitalLine, Digit, Punctuation,
        Vowel,
    ];

    /// <summary>
    /// Those that tokens of words can have: words have no blanks between them that are tokens, so that nothing tells the position within
    /// one, and a word is no vowel.
    /// </summary>
    public static IReadOnlyList<TextFeature> OfWords { get; } =
        [.. All.Where(feature => feature != PositionInWord && feature != Blank && feature != Vowel)];

    /// <summary>1 at the tokens of some kind, 0 at others.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="holds">Whether a token is of that kind.</param>
    public static TextFeature Each(string name, Func<string, bool> holds)
    {
        ArgumentNullException.ThrowIfNull(holds);
        return new(name, tokens => [.. tokens.Select(token => holds(token) ? 1.0 : 0)]);
    }

    private static double[] Running(IReadOnlyList<string> tokens, double start, Func<double, string, double> next)
    {
        double[] values = new double[tokens.Count];
        double value = start;
        for (int i = 0; i < values.Length; i++)
        {
            value = next(value, tokens[i]);
            values[i] = value;
        }

        return values;
    }

    private static double[] OfQuotes(IReadOnlyList<string> tokens)
    {
        string? open = null;
        return [.. tokens.Select(token =>
        {
            // A mark that opens in English closes what began with „ in German.
            open = token switch
            {
                "\"" or "“" when open is null => token,
                "\"" => null,
                "“" => open == "„" ? null : open,
                "«" or "„" => token,
                "”" or "»" => null,
                _ => open,
            };
            return open is null ? 0.0 : 1;
        })];
    }

    private static double[] OfCapitalLines(IReadOnlyList<string> tokens)
    {
        double[] values = new double[tokens.Count];
        for (int start = 0; start < values.Length;)
        {
            int end = start;
            while (end < values.Length && !IsLineEnd(tokens[end]))
            {
                end++;
            }

            string line = string.Concat(tokens.Skip(start).Take(end - start));
            bool isCapital = line.Any(char.IsUpper) && !line.Any(char.IsLower);
            Array.Fill(values, isCapital ? 1 : 0, start, Math.Min(end + 1, values.Length) - start);
            start = end + 1;
        }

        return values;
    }

    private static bool IsLineEnd(string token) => token.Contains('\n', StringComparison.Ordinal);

    private static bool IsBlank(string token) => token.Length > 0 && token.All(char.IsWhiteSpace);
}
