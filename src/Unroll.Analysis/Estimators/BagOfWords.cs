using System.Text.Json.Nodes;
using Unroll.Series.Preparing;

namespace Unroll.Analysis.Estimators;

/// <summary>Rows of codes of tokens as sparse counts: a column for each code that was learned from, of each channel by itself.</summary>
internal sealed class BagOfWords
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

    /// <summary>Number of columns.</summary>
    public int Columns => _offsets[^1];

    /// <summary>The codes that rows have.</summary>
    /// <param name="features">The rows, the codes of a step's channels one after the other.</param>
    /// <exception cref="InputException">A value is no code.</exception>
    public static BagOfWords Of(FeatureTable features)
    {
        HashSet<int>[] seen = [.. Enumerable.Range(0, features.Channels).Select(_ => new HashSet<int>())];
        for (int row = 0; row < features.Count; row++)
        {
            for (int i = 0; i < features.Rows[row].Length; i++)
            {
                if (CodeOf(features, row, i) is >= Tokenizer.First and var code)
                {
                    seen[i % features.Channels].Add(code);
                }
            }
        }

        return new BagOfWords([.. seen.Select(codes => (int[])[.. codes.Order()])]);
    }

    /// <summary>Takes up what was saved.</summary>
    public static BagOfWords Load(JsonNode json) => new([.. json.AsArray().Select(SavedEstimator.Integers)]);

    /// <summary>The codes as JSON.</summary>
    public JsonArray Save() => new([.. _codes.Select(codes => (JsonNode)SavedEstimator.Integers(codes))]);

    /// <summary>The counts of the known codes in each row; other codes do not count.</summary>
    /// <param name="features">The rows.</param>
    /// <exception cref="InputException">A value is no code.</exception>
    public SparseRow[] Count(FeatureTable features) => [.. Enumerable.Range(0, features.Count).Select(row =>
    {
        SortedDictionary<int, double> counts = [];
        for (int i = 0; i < features.Rows[row].Length; i++)
        {
            int channel = i % features.Channels;
            if (Array.BinarySearch(_codes[channel], CodeOf(features, row, i)) is >= 0 and var place)
            {
                int column = _offsets[channel] + place;
                counts[column] = counts.GetValueOrDefault(column) + 1;
            }
        }

        return new SparseRow([.. counts.Keys], [.. counts.Values]);
    })];

    private static int CodeOf(FeatureTable features, int row, int place)
    {
        double value = features.Rows[row][place];
        return value >= 0 && value <= int.MaxValue && value == Math.Floor(value) ? (int)value
            : throw new InputException(
                $"Value {place} of row {row} (both from 0) is {value:R}, where bag-of-words reads the codes of tokens, whole numbers from "
                + "0: give those that the step tokenize makes.");
    }
}
