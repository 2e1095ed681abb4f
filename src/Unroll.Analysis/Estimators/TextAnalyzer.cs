namespace Unroll.Analysis.Estimators;

/// <summary>The unit of texts that a bag of words counts, as scikit-learn's vectorizers have it.</summary>
public enum TextAnalyzer
{
    /// <summary>Tokens, which the step <c>tokenize</c> makes, and the pairs and triples of <c>ngrams</c>.</summary>
    Word,

    /// <summary>N-grams of characters, across words with one blank between them.</summary>
    Character,

    /// <summary>
    /// N-grams of characters within each word, with a blank before and one behind it; a word that is too short for a length counts whole,
    /// once.
    /// </summary>
    CharacterWithinWords,
}
