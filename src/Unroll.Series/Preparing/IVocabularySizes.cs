namespace Unroll.Series.Preparing;

/// <summary>A fitted step that makes codes of columns, for embedding layers.</summary>
internal interface IVocabularySizes
{
    /// <summary>The number of codes of each of its columns, which count from 0.</summary>
    IReadOnlyDictionary<string, int> Sizes { get; }

    /// <summary>The texts of each column's codes, from 0; none where the step does not say.</summary>
    IReadOnlyDictionary<string, IReadOnlyList<string>> Tokens => new Dictionary<string, IReadOnlyList<string>>();
}
