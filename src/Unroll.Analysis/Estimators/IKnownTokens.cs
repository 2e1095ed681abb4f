using System.Text.Json.Nodes;

namespace Unroll.Analysis.Estimators;

/// <summary>The tokens of texts that were learned from, a column of counts each.</summary>
internal interface IKnownTokens
{
    /// <summary>Number of columns.</summary>
    int Columns { get; }

    /// <summary>The tokens in words, with their number: <c>3 tokens</c>.</summary>
    string Description { get; }

    /// <summary>The counts of the known tokens in each row; other tokens do not count.</summary>
    /// <param name="features">The rows.</param>
    /// <exception cref="InputException">A value is no code.</exception>
    SparseRow[] Count(FeatureTable features);

    /// <summary>The tokens as JSON.</summary>
    JsonNode Save();
}
