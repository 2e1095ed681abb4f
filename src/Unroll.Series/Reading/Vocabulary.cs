using System.Globalization;
using System.Text.Json;

namespace Unroll.Series.Reading;

/// <summary>
/// Tokens and their codes: the most frequent first, equally frequent ones in the order of their code points. Made from the training part
/// alone, to avoid leakage.
/// </summary>
public sealed class Vocabulary
{
    private readonly string[] _tokens;
    private readonly Dictionary<string, int> _codes = new(StringComparer.Ordinal);

    private Vocabulary(TextUnit unit, string[] tokens, string? unknownToken)
    {
        Unit = unit;
        UnknownToken = unknownToken;
        _tokens = tokens;
        for (int code = 0; code < tokens.Length; code++)
        {
            _codes.Add(tokens[code], code);
        }
    }

    /// <summary>The unit of tokens.</summary>
    public TextUnit Unit { get; }

    /// <summary>Number of tokens.</summary>
    public int Count => _tokens.Length;

    /// <summary>The tokens in the order of their codes.</summary>
    public IReadOnlyList<string> Tokens => _tokens;

    /// <summary>The token for all others, whose code is 0; null where there is none.</summary>
    public string? UnknownToken { get; }

    /// <summary>The token of a code.</summary>
    /// <param name="code">From 0.</param>
    public string this[int code] => code >= 0 && code < _tokens.Length
        ? _tokens[code]
        : throw new ArgumentOutOfRangeException(nameof(code), code, $"The vocabulary has the codes 0 to {_tokens.Length - 1}.");

    /// <summary>Makes the vocabulary of a text.</summary>
    /// <param name="training">The training part of the text, and nothing else.</param>
    /// <param name="options">Size and unknown token.</param>
    /// <exception cref="InputException">The text is empty, or tokens would be left out without an unknown token.</exception>
    public static Vocabulary Of(TextCorpus training, VocabularyOptions options = default)
    {
        ArgumentNullException.ThrowIfNull(training);
        if (options is { MaxSize: < 1 } or { MinCount: < 0 } or { UnknownToken: "" })
        {
            throw new InputException(
                "A vocabulary has a minimum count from 0, a maximum size from 1, and a token for unknown ones that is not empty.");
        }

        int[] counts = training.CountTokens();
        int[] all = [.. Enumerable.Range(0, counts.Length).Where(symbol => counts[symbol] > 0)];
        if (all.Length == 0)
        {
            throw new InputException("The training part of the text is empty: a vocabulary needs at least one token.");
        }

        IReadOnlyList<string> texts = training.DistinctTokens;
        int places = (options.MaxSize ?? int.MaxValue) - (options.UnknownToken is null ? 0 : 1);
        string[] tokens = [.. all
            .Where(symbol => counts[symbol] >= options.MinCount && texts[symbol] != options.UnknownToken)
            .OrderByDescending(symbol => counts[symbol])
            .ThenBy(symbol => texts[symbol], CodePointComparer.Instance)
            .Take(places)
            .Select(symbol => texts[symbol])];
        if (options.UnknownToken is { } unknown)
        {
            return new(training.Unit, [unknown, .. tokens], unknown);
        }

        return tokens.Length == all.Length
            ? new(training.Unit, tokens, null)
            : throw new InputException(string.Create(
                CultureInfo.InvariantCulture,
                $"The vocabulary would leave out {all.Length - tokens.Length} of {CountFormatter.Format(all.Length, "tokens")}: " +
                $"give a token for unknown ones, "
                + $"such as <unk>."));
    }

    /// <summary>The code of a token.</summary>
    /// <param name="token">The token.</param>
    /// <exception cref="InputException">It is not in the vocabulary, which has no unknown token.</exception>
    public int CodeOf(string token)
    {
        ArgumentNullException.ThrowIfNull(token);
        int code = Find(token);
        return code >= 0
            ? code
            : throw new InputException(
                $"The token '{MessageFormatter.Of(token)}' is not in the vocabulary of {CountFormatter.Format(Count, "tokens")}: give a " +
                $"token for unknown ones, "
                + $"such as <unk>.");
    }

    /// <summary>The codes of a text, tokenised as the vocabulary's own.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="InputException">A token is not in the vocabulary, which has no unknown token.</exception>
    public int[] Encode(string text) => TextCorpus.Of(text, Unit).Encode(this);

    /// <summary>The text of codes: for characters one behind the other, for words with blanks between them as in running text.</summary>
    /// <param name="codes">The codes.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such code.</exception>
    public string Decode(IEnumerable<int> codes) => TokenFormatter.Join(Unit, codes.Select(code => this[code]));

    /// <summary>Saves the vocabulary as JSON.</summary>
    /// <param name="path">The file; replaced where it is there.</param>
    public void Save(string path)
    {
        using FileStream stream = File.Create(path);
        using Utf8JsonWriter writer = new(stream, new JsonWriterOptions { Indented = true });
        writer.WriteStartObject();
        writer.WriteString("unit", Unit == TextUnit.Character ? "character" : "word");
        writer.WriteString("unknown", UnknownToken);
        writer.WriteStartArray("tokens");
        foreach (string token in _tokens)
        {
            writer.WriteStringValue(token);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <summary>Reads a vocabulary that was saved.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InputException">The file is missing, or holds no vocabulary.</exception>
    public static Vocabulary Load(string path) => InputFile.Read(path, stream =>
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(stream);
            JsonElement root = document.RootElement;
            TextUnit? unit = root.GetProperty("unit").GetString() switch
            {
                "character" => TextUnit.Character,
                "word" => TextUnit.Word,
                _ => null
            };
            string[] tokens = [.. root.GetProperty("tokens").EnumerateArray().Select(token => token.GetString() ?? "")];
            string? unknown = root.GetProperty("unknown").GetString();
            bool isWhole = tokens.Length > 0 && tokens.Distinct(StringComparer.Ordinal).Count() == tokens.Length
                && (unknown is null || unknown == tokens[0]);
            return unit is { } known && isWhole ? new Vocabulary(known, tokens, unknown) : throw new JsonException();
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new InputException($"{path} is no vocabulary: expected a file that a vocabulary was saved to.", exception);
        }
    });

    /// <summary>The code of a token; that for unknown ones where it is not there; -1 where there is none.</summary>
    internal int Find(string token) => _codes.TryGetValue(token, out int code) ? code : UnknownToken is null ? -1 : 0;

    /// <summary>The error message of an unknown token.</summary>
    internal InputException Unknown(string token, int position) => new(string.Create(
        CultureInfo.InvariantCulture,
        $"Token {position + 1} of the text, '{MessageFormatter.Of(token)}', is not in the vocabulary of " +
        $"{CountFormatter.Format(Count, "tokens")}: give a token for "
        + $"unknown ones, such as <unk>."));
}
