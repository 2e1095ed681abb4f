using System.Text.Json.Nodes;
using Unroll.Series.Frames;
using Unroll.Series.Reading;

namespace Unroll.Series.Preparing;

/// <summary>
/// A step that cuts texts into tokens, a row each, and numbers them for an embedding layer: 0 is padding, 1 a token that the vocabulary
/// does
/// not have, then the tokens of the training part, the most frequent first. An empty text is one unknown token. It has no inverse.
/// </summary>
public sealed class TokenizeStep : ConfiguredStep<TokenizeOptions>
{
    private const int DefaultSubwords = 4000;

    internal static StepEntry Entry { get; } = new StepEntry<TokenizeStep, TokenizeOptions>(
        "tokenize",
        "Cuts texts into tokens, a row each, as codes for an embedding layer; 0 is padding, 1 a token that the training part lacks.",
        settings =>
        [
            settings.Columns(options => options.Columns, (options, value) => options with { Columns = value }, "all of texts"),
            settings.Choice("unit", options => options.Unit, (options, value) => options with { Unit = value },
                "The unit of tokens: words and signs, characters, what stands between blanks, parts of words by byte-pair encoding, or the "
                + "whole text of a row."),
            settings.Flag("lower-case", options => options.LowerCase, (options, value) => options with { LowerCase = value },
                "Whether texts are put in lower case first."),
            settings.Rows("vocabulary-size", options => options.VocabularySize, (options, value) => options with { VocabularySize = value },
                "How many sub-words there are with `unit: subword`, characters included: 4000 where it is absent."),
            settings.Rows("min-count", options => options.MinCount, (options, value) => options with { MinCount = value },
                "How often a token occurs in the training part at least; rarer ones count as unknown."),
            settings.Rows("max-size", options => options.MaxSize, (options, value) => options with { MaxSize = value },
                "How many tokens are kept at most, the most frequent ones."),
        ],
        options => new(options),
        (step, json) => new FittedTokenize(step, json.Columns(), Vocabulary.ListFromJson(json), FittedTokenize.MergesOf(json)),
        "columns")
    {
        Example = "tokenize: {columns: question, lower-case: true, min-count: 2}",
    };

    /// <summary>Creates the step.</summary>
    /// <param name="options">Columns, unit and vocabulary.</param>
    /// <exception cref="InputException">There is a number of sub-words, but the unit is another.</exception>
    public TokenizeStep(TokenizeOptions options = default)
        : base("tokenize", options)
    {
        if (options.VocabularySize > 0 && options.Unit != TokenUnit.Subword)
        {
            throw new InputException($"Step '{Name}' got vocabulary-size: {options.VocabularySize}, which is of unit: subword, but the "
                + $"unit "
                + $"is {options.Unit.ToString().ToLowerInvariant()}. Set unit: subword, or limit the vocabulary by max-size.");
        }
    }

    /// <inheritdoc/>
    public override bool ChangesRows => Options.Unit != TokenUnit.Row;

    /// <inheritdoc/>
    /// <exception cref="InputException">There is no column of texts, or no token in the training part.</exception>
    public override FittedStep Fit(SeriesSet training)
    {
        string[] columns = Vocabulary.Columns(training, Options.Columns, Name);
        SubwordMerges?[] merges = [.. columns.Select(column => Options.Unit != TokenUnit.Subword ? null : SubwordMerges.Learn(
            training.Items.SelectMany(item => TextColumns.Read(item.Frame, column)).Select(Cased),
            Options.VocabularySize > 0 ? Options.VocabularySize : DefaultSubwords))];
        return new FittedTokenize(this, columns, [.. columns.Select((column, i) => Fit(training, column, merges[i]))], merges);
    }

    /// <summary>The tokens of a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="merges">The merges of sub-words; null for other units.</param>
    internal IEnumerable<string> Tokens(string text, SubwordMerges? merges = null)
    {
        text = Cased(text);
        return Options.Unit switch
        {
            TokenUnit.Subword => merges!.Cut(text),
            TokenUnit.Row => [text],
            TokenUnit.Blank => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries),
            TokenUnit.Character => text.EnumerateRunes().Select(rune => rune.ToString()),
            _ => TextCorpus.Of(text, TextUnit.Word).Tokens(),
        };
    }

    private string Cased(string text) => Options.LowerCase ? text.ToLowerInvariant() : text;

    private Vocabulary Fit(SeriesSet training, string column, SubwordMerges? merges)
    {
        // Characters and what merges make are known, though the training part may have them only within longer tokens.
        Dictionary<string, int> counts = merges is null ? new(StringComparer.Ordinal) : merges.Pairs.Select(pair => pair.Left + pair.Right)
            .Concat(training.Items.SelectMany(item => TextColumns.Read(item.Frame, column))
                .SelectMany(text => CharacterStep.Characters(Cased(text))))
            .Distinct(StringComparer.Ordinal).ToDictionary(token => token, _ => 0, StringComparer.Ordinal);
        foreach (string token in training.Items.SelectMany(item => TextColumns.Read(item.Frame, column))
            .SelectMany(text => Tokens(text, merges)))
        {
            counts[token] = counts.GetValueOrDefault(token) + 1;
        }

        string[] kept = [.. counts
            .Where(pair => pair.Value >= Options.MinCount)
            .OrderByDescending(pair => pair.Value)
            .ThenBy(pair => pair.Key, StringComparer.Ordinal)
            .Take(Options.MaxSize > 0 ? Options.MaxSize : int.MaxValue)
            .Select(pair => pair.Key)];
        return kept.Length > 0
            ? new Vocabulary(kept)
            : throw new InputException(
                $"Step '{Name}' finds no token in column '{column}' of the training part that occurs "
                + $"{CountFormatter.Format(Math.Max(1, Options.MinCount), "times")}: give texts, or lower min-count.");
    }
}

/// <summary>The tokens of columns of texts.</summary>
internal sealed class FittedTokenize(TokenizeStep step, string[] columns, Vocabulary[] vocabularies, SubwordMerges?[] merges)
    : FittedStep<TokenizeStep>(step, columns), IVocabularySizes
{
    private const string MergesKey = "merges";

    public override int? ReachBack => Step.ChangesRows ? null : 0;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, int> Sizes { get; } =
        columns.Zip(vocabularies).ToDictionary(
            pair => pair.First, pair => pair.Second.Texts.Length + Tokenizer.First, StringComparer.Ordinal);

    /// <summary>The tokens of a column and their codes; null where it is no column of this step.</summary>
    public Tokenizer? TokenizerOf(string column) =>
        Columns.ToList().IndexOf(column) is >= 0 and var place ? new Tokenizer(Step, vocabularies[place], merges[place]) : null;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Tokens => Columns.Zip(vocabularies).ToDictionary(
        pair => pair.First, pair => (IReadOnlyList<string>)["(padding)", "(unknown)", .. pair.Second.Texts], StringComparer.Ordinal);

    public override Frame Transform(Frame frame, string id)
    {
        double[][][] codes = [.. Columns.Select((column, i) => Codes(frame, column, vocabularies[i], merges[i], id))];
        return Step.ChangesRows
            ? TextColumns.Rows(frame, Columns, codes, Name, id)
            : frame.With(Columns.Select((column, i) => (column, codes[i].SelectMany(row => row).ToArray())));
    }

    /// <summary>The saved merges of each column; null where the unit is none of sub-words.</summary>
    internal static SubwordMerges?[] MergesOf(JsonObject json) => json[MergesKey] is JsonArray saved
        ? [.. saved.Select(column => new SubwordMerges([.. column!.AsArray().Select(
            pair => (pair![0]!.GetValue<string>(), pair[1]!.GetValue<string>()))]))]
        : new SubwordMerges?[json.Columns().Length];

    protected override void Save(JsonObject json)
    {
        Vocabulary.Write(vocabularies, json);
        if (merges is [not null, ..])
        {
            json[MergesKey] = new JsonArray([.. merges.Select(column => (JsonNode)new JsonArray(
                [.. column!.Pairs.Select(pair => (JsonNode)StepJson.Texts([pair.Left, pair.Right]))]))]);
        }
    }

    /// <summary>The codes of the tokens of each row; an empty text is one unknown token.</summary>
    private double[][] Codes(Frame frame, string column, Vocabulary vocabulary, SubwordMerges? merged, string id)
    {
        StepColumns.Require(frame, column, Name, id);
        return [.. TextColumns.Read(frame, column).Select(text => Step.Tokens(text, merged)
            .Select(token => vocabulary.CodeOf(token) is >= 0 and var code ? code + Tokenizer.First : (double)Tokenizer.Unknown)
            .DefaultIfEmpty(Tokenizer.Unknown).ToArray())];
    }
}
