using System.Text.Json.Nodes;
using Unroll.Catalogue;

namespace Unroll.Analysis.Estimators;

/// <summary>
/// Regression by the nearest neighbours: the mean of the rows that are nearest, by dynamic time warping or by the Euclidean distance. Rows
/// may be series of several channels and, where they are warped, of different lengths.
/// </summary>
/// <param name="options">The settings; null for the defaults.</param>
public sealed class NearestNeighboursRegression(NeighbourOptions? options = null) : RegressionModel
{
    private const int UsualNeighbours = 5;

    private static readonly NeighbourSettings<NearestNeighboursRegression> _settings = new(model => model.Options, UsualNeighbours);

    internal static Entry<RegressionModel> Entry { get; } = new(
        "nearest-neighbours", typeof(NearestNeighboursRegression), "Mean of the nearest rows, by dynamic time warping.",
        _settings.All, values => new NearestNeighboursRegression(_settings.Read(values)))
    {
        ShortName = "knn",
        Aliases = ["nearest-neighbors"],
    };

    /// <summary>The settings.</summary>
    public NeighbourOptions Options { get; } = options ?? new();

    /// <inheritdoc/>
    public override bool ReadsSeries => true;

    /// <inheritdoc/>
    protected override RegressionFit FitCore(FeatureTable features, double[][] targets, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(features);
        return new Learned(this, features.Rows, features.Channels, targets);
    }

    /// <inheritdoc/>
    protected internal override RegressionFit Restore(JsonObject state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return new Learned(
            this, SavedEstimator.Rows(state["rows"]), state["channels"]!.GetValue<int>(), SavedEstimator.Rows(state["targets"]));
    }

    private sealed class Learned(NearestNeighboursRegression model, double[][] rows, int channels, double[][] targets) : RegressionFit
    {
        private readonly NeighbourIndex _index = new(rows, channels, model.Options);

        public override string Description =>
            $"{CountFormatter.Format(Neighbours, "nearest neighbours")} of {CountFormatter.Format(rows.Length, "rows")}";

        private int Neighbours => model.Options.Neighbours ?? UsualNeighbours;

        protected internal override JsonObject SaveState() => new()
        {
            ["rows"] = SavedEstimator.Rows(rows),
            ["channels"] = channels,
            ["targets"] = SavedEstimator.Rows(targets),
        };

        protected internal override double[][] PredictCore(FeatureTable features)
        {
            double[][] predicted = new double[features.Count][];
            Workers.For(features.Count, row =>
            {
                int[] nearest = _index.Nearest(features.Rows[row], Neighbours);
                double[] means = RowProducts.WeightedSum(
                    [.. nearest.Select(neighbour => targets[neighbour])], [.. nearest.Select(_ => 1.0 / nearest.Length)]);
                predicted[row] = means;
            }, CancellationToken.None);
            return predicted;
        }
    }
}
