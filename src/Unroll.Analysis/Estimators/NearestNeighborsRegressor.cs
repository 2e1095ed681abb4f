using System.Text.Json.Nodes;
using Unroll.Analysis.Numerics;
using Unroll.Catalogue;

namespace Unroll.Analysis.Estimators;

/// <summary>
/// Regression by the nearest neighbours: the mean of the rows that are nearest, by dynamic time warping or by the Euclidean distance. Rows
/// may be series of several channels and, where they are warped, of different lengths.
/// </summary>
/// <param name="options">The settings; null for the defaults.</param>
public sealed class NearestNeighborsRegressor(NeighborOptions? options = null) : RegressionModel
{
    private const int UsualNeighbors = 5;

    private static readonly NeighborSettings<NearestNeighborsRegressor> _settings = new(model => model.Options, UsualNeighbors);

    internal static Entry<RegressionModel> Entry { get; } = new(
        "nearest-neighbors", typeof(NearestNeighborsRegressor), "Mean of the nearest rows, by dynamic time warping.",
        _settings.All, values => new NearestNeighborsRegressor(_settings.Read(values)))
    {
        ShortName = "knn",
    };

    /// <summary>The settings.</summary>
    public NeighborOptions Options { get; } = options ?? new();

    /// <inheritdoc/>
    public override bool ReadsSeries => true;

    /// <inheritdoc/>
    protected override RegressionFit FitCore(FeatureTable features, double[][] targets, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(targets);
        return new Learned(NeighborTable.Of(Options, UsualNeighbors, features), NeighborTable.Copy(targets));
    }

    /// <inheritdoc/>
    protected internal override RegressionFit Restore(JsonObject state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return new Learned(NeighborTable.Load(Options, UsualNeighbors, state), SavedEstimator.Rows(state["targets"]));
    }

    private sealed class Learned(NeighborTable table, double[][] targets) : RegressionFit
    {
        public override string Description => table.Description;

        protected internal override JsonObject SaveState()
        {
            JsonObject state = table.Save();
            state["targets"] = SavedEstimator.Rows(targets);
            return state;
        }

        protected internal override double[][] PredictCore(FeatureTable features) => table.Predict(
            features, nearest => RowProducts.WeightedSum(
                [.. nearest.Select(neighbour => targets[neighbour])], [.. nearest.Select(_ => 1.0 / nearest.Length)]));
    }
}
