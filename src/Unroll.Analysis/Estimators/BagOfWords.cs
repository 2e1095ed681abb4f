using System.Text.Json.Nodes;
using Unroll.Series.Preparing;

namespace Unroll.Analysis.Estimators;

/// <summary>Rows of codes of tokens as sparse counts: a column for each code that was learned from, of each channel by itself.</summary>
internal sealed class BagOfWords : IKnownTokens
{
    private readonly int[][] _codes;
    private readonly int[] _offsets;

    private BagOfWords(int[][] codes)
    {
        (_codes, _offsets) = (codes, new int[codes.Length + 1]);
        for (int channel = 0; channel < codes.Length; channel++)
        {
            _offsets[channel + 1] = _offsets[channel] + codes[channel].Length;
        }
    }

    /// <inheritdoc/>
    public int Columns => _offsets[^1];

    /// <inheritdoc/>
    public string Description => CountFormatter.Format(Columns, "tokens");

    /// <summary>The codes that rows have.</summary>
    /// <param name="features">The rows, the codes of a step's channels one after the other.</param>
    /// <param name="minimum">How many rows have a code at least.</param>
    /// <exception cref="InputException">A value is no code.</exception>
    public static BagOfWords Of(FeatureTable features, int minimum = 1)
    {
        Dictionary<int, (int Rows, int Last)>[] seen =
            [.. Enumerable.Range(0, features.Channels).Select(_ => new Dictionary<int, (int, int)>())];
        for (int row = 0; row < features.Count; row++)
        {
            for (int i = 0; i < features.Rows[row].Length; i++)
            {
                if (TokenCodes.At(features, row, i) is >= Tokenizer.First and var code)
                {
                    (int rows, int last) = seen[i % features.Channels].GetValueOrDefault(code, (0, -1));
                    seen[i % features.Channels][code] = (last == row ? rows : rows + 1, row);
                }
            }
        }

        return new BagOfWords(
            [.. seen.Select(codes => (int[])[.. codes.Where(code => code.Value.Rows >= minimum).Select(code => code.Key).Order()])]);
    }

    /// <summary>Takes up what was saved.</summary>
    public static BagOfWords Load(JsonNode json) => new([.. json.AsArray().Select(SavedEstimator.Integers)]);

    /// <inheritdoc/>
    public JsonNode Save() => new JsonArray([.. _codes.Select(codes => (JsonNode)SavedEstimator.Integers(codes))]);

    /// <inheritdoc/>
    public SparseRow[] Count(FeatureTable features) => [.. Enumerable.Range(0, features.Count).Select(row =>
    {
        List<int> columns = [];
        for (int i = 0; i < features.Rows[row].Length; i++)
        {
            int channel = i % features.Channels;
            if (Array.BinarySearch(_codes[channel], TokenCodes.At(features, row, i)) is >= 0 and var place)
            {
                columns.Add(_offsets[channel] + place);
            }
        }

        return TokenCodes.Counted(columns);
    })];
}
