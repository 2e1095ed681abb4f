using System.Text.Json.Nodes;

namespace Unroll.Analysis.Estimators;

/// <summary>Counts of tokens as the values that a model multiplies with weights.</summary>
internal sealed class TokenValues
{
    private readonly TokenWeighting _weighting;
    private readonly double[] _inverseFrequencies;

    private TokenValues(TokenWeighting weighting, double[] inverseFrequencies) =>
        (_weighting, _inverseFrequencies) = (weighting, inverseFrequencies);

    /// <summary>The values in words.</summary>
    public string Description => _weighting switch
    {
        TokenWeighting.LogCountRatios => "log-count ratios",
        TokenWeighting.Counts => "counts",
        TokenWeighting.Presence => "presence",
        _ => "tf-idf",
    };

    /// <summary>The values of rows.</summary>
    /// <param name="counts">Counts of tokens.</param>
    /// <param name="columns">How many tokens there are.</param>
    /// <param name="weighting">What they count.</param>
    public static TokenValues Of(SparseRow[] counts, int columns, TokenWeighting weighting)
    {
        if (weighting != TokenWeighting.TfIdf)
        {
            return new TokenValues(weighting, []);
        }

        int[] rows = new int[columns];
        foreach (int column in counts.SelectMany(row => row.Columns))
        {
            rows[column]++;
        }

        // As scikit-learn has it: as if one more text had all tokens.
        return new TokenValues(weighting, [.. rows.Select(with => Math.Log((1.0 + counts.Length) / (1 + with)) + 1)]);
    }

    /// <summary>Takes up what was saved.</summary>
    public static TokenValues Load(JsonNode? json, TokenWeighting weighting) => new(weighting, SavedEstimator.Numbers(json));

    /// <summary>The values as JSON, beside the weighting.</summary>
    public JsonArray Save() => SavedEstimator.Numbers(_inverseFrequencies);

    /// <summary>The values of rows.</summary>
    /// <param name="counts">Counts of tokens.</param>
    public SparseRow[] Apply(SparseRow[] counts) => _weighting == TokenWeighting.Counts ? counts : [.. counts.Select(row => row with
    {
        Values = _weighting == TokenWeighting.TfIdf ? Normalized(row) : [.. row.Values.Select(_ => 1.0)],
    })];

    private double[] Normalized(SparseRow row)
    {
        double[] values = [.. row.Values.Select((count, i) => count * _inverseFrequencies[row.Columns[i]])];
        double norm = Math.Sqrt(values.Sum(value => value * value));
        return [.. values.Select(value => value / norm)];
    }
}
