using System.Text.Json.Nodes;
using Microsoft.ML.Trainers.FastTree;
using Unroll.Analysis.Estimators;

namespace Unroll.Analysis.Trees;

/// <summary>
/// Trees whose leaves add up, taken out of what ML.NET has learned: predictions are computed here, so that a saved model is a list of
/// numbers and needs no native library.
/// </summary>
internal sealed class TreeEnsemble
{
    private readonly double _bias;
    private readonly int[][] _features;
    private readonly float[][] _thresholds;
    private readonly int[][] _left;
    private readonly int[][] _right;
    private readonly double[][] _leaves;

    /// <summary>The scaling that brings features within single precision; null where they are.</summary>
    private readonly FeatureScale? _scale;

    private TreeEnsemble(
        double bias, int[][] features, float[][] thresholds, int[][] left, int[][] right, double[][] leaves, FeatureScale? scale) =>
        (_bias, _features, _thresholds, _left, _right, _leaves, _scale) = (bias, features, thresholds, left, right, leaves, scale);

    /// <summary>Number of trees.</summary>
    public int Count => _leaves.Length;

    /// <summary>Number of leaves, those of all trees together.</summary>
    public int Leaves => _leaves.Sum(leaves => leaves.Length);

    /// <summary>No tree: the same number for every row.</summary>
    /// <param name="value">The number.</param>
    public static TreeEnsemble Constant(double value) => new(value, [], [], [], [], [], null);

    /// <summary>Takes trees out of what was learned.</summary>
    /// <param name="bias">What is added to all.</param>
    /// <param name="trees">The trees.</param>
    /// <param name="weights">The weight of each.</param>
    /// <param name="scale">The scaling that brings features within single precision; null where they are.</param>
    public static TreeEnsemble Of(
        double bias, IReadOnlyList<RegressionTreeBase> trees, IReadOnlyList<double> weights, FeatureScale? scale) => new(
        bias,
        [.. trees.Select(tree => tree.NumericalSplitFeatureIndexes.ToArray())],
        [.. trees.Select(tree => tree.NumericalSplitThresholds.ToArray())],
        [.. trees.Select(tree => tree.LeftChild.ToArray())],
        [.. trees.Select(tree => tree.RightChild.ToArray())],
        [.. trees.Select((tree, i) => tree.LeafValues.Select(value => weights[i] * value).ToArray())],
        scale);

    /// <summary>Takes up trees that were saved.</summary>
    public static TreeEnsemble Load(JsonNode json)
    {
        JsonObject[] trees = [.. json["trees"]!.AsArray().Select(tree => tree!.AsObject())];
        return new TreeEnsemble(
            json["bias"]!.GetValue<double>(),
            [.. trees.Select(tree => List<int>(tree, "features"))],
            [.. trees.Select(tree => List<double>(tree, "thresholds").Select(value => (float)value).ToArray())],
            [.. trees.Select(tree => List<int>(tree, "left"))],
            [.. trees.Select(tree => List<int>(tree, "right"))],
            [.. trees.Select(tree => List<double>(tree, "leaves"))],
            json["scale"] is { } scale ? FeatureScale.Load(scale) : null);
    }

    /// <summary>The trees as JSON.</summary>
    public JsonObject Save() => new()
    {
        ["bias"] = _bias,
        ["scale"] = _scale?.Save(),
        ["trees"] = new JsonArray([.. Enumerable.Range(0, Count).Select(i => (JsonNode)new JsonObject
        {
            ["features"] = List(_features[i]),
            ["thresholds"] = List(_thresholds[i].Select(value => (double)value)),
            ["left"] = List(_left[i]),
            ["right"] = List(_right[i]),
            ["leaves"] = List(_leaves[i]),
        })]),
    };

    /// <summary>The sum of the leaves that a row falls into.</summary>
    /// <param name="row">The features.</param>
    public double Sum(double[] row)
    {
        row = _scale?.Apply(row) ?? row;
        double sum = _bias;
        for (int tree = 0; tree < _leaves.Length; tree++)
        {
            int[] features = _features[tree], left = _left[tree], right = _right[tree];
            float[] thresholds = _thresholds[tree];
            int node = features.Length == 0 ? -1 : 0;
            while (node >= 0)
            {
                // Thresholds were found between features in single precision. A leaf has the complement of its number.
                node = (float)row[features[node]] <= thresholds[node] ? left[node] : right[node];
            }

            sum += _leaves[tree][~node];
        }

        return sum;
    }

    private static JsonArray List<T>(IEnumerable<T> values) => new([.. values.Select(value => (JsonNode?)JsonValue.Create(value))]);

    private static T[] List<T>(JsonObject tree, string key) => [.. tree[key]!.AsArray().Select(value => value!.GetValue<T>())];
}
