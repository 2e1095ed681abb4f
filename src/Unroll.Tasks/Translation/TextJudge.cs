using Unroll.Series.Preparing;
using Unroll.Tasks.Evaluation;

namespace Unroll.Tasks.Translation;

/// <summary>The comparison of translations and references by the tokens of the target's side.</summary>
/// <param name="tokenizer">The tokens.</param>
/// <param name="isLowerCase">Whether texts are put in lower case first.</param>
/// <param name="bleuTokenizes">Whether BLEU cuts texts into words by itself; null to go by the tokens.</param>
internal sealed class TextJudge(Tokenizer tokenizer, bool isLowerCase, bool? bleuTokenizes)
{
    /// <summary>Whether the tokens are words rather than characters.</summary>
    public bool AreWords => tokenizer.Unit != TokenUnit.Character;

    /// <summary>Whether BLEU cuts texts into words by the rules of mteval-v13a, rather than at blanks.</summary>
    public bool BleuTokenizes => bleuTokenizes ?? tokenizer.Unit != TokenUnit.Blank;

    /// <summary>
    /// Whether BLEU tells something: of references of at least four words in the mean, since shorter ones have no 4-grams, and BLEU would
    /// be 0 for what is right.
    /// </summary>
    /// <param name="references">The references.</param>
    public bool HasBleu(IReadOnlyList<string> references) =>
        references.Average(reference => Bleu.CountWords(reference, BleuTokenizes)) >= Bleu.MostGrams;

    /// <summary>A reference as it is compared.</summary>
    /// <param name="text">The text.</param>
    public string Normalize(string text) => isLowerCase ? text.ToLowerInvariant() : text;

    /// <summary>A translation beside its reference.</summary>
    /// <param name="id">Id of the pair.</param>
    /// <param name="reference">The reference.</param>
    /// <param name="translation">The translation.</param>
    public TranslatedPair Compare(string id, string reference, Translation translation)
    {
        string[] expected = [.. tokenizer.Tokens(reference)];
        return new(id, reference, translation, EditDistance.Of(expected, [.. tokenizer.Tokens(translation.Text)]), expected.Length);
    }

    /// <summary>A text of a baseline beside a reference.</summary>
    /// <param name="id">Id of the pair.</param>
    /// <param name="reference">The reference.</param>
    /// <param name="source">The source.</param>
    /// <param name="text">What the baseline says.</param>
    public TranslatedPair Compare(string id, string reference, string source, string text) =>
        Compare(id, reference, new Translation(source, Normalize(text), [], double.NaN));
}
