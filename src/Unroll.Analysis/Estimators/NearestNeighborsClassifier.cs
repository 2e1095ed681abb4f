using System.Text.Json.Nodes;
using Unroll.Catalogue;

namespace Unroll.Analysis.Estimators;

/// <summary>
/// Classification by the nearest neighbours: the share of each class among the rows that are nearest, by dynamic time warping or by the
/// Euclidean distance. Rows may be series of several channels and, where they are warped, of different lengths.
/// </summary>
/// <param name="options">The settings; null for the defaults.</param>
public sealed class NearestNeighborsClassifier(NeighborOptions? options = null) : ClassificationModel
{
    private const int UsualNeighbors = 1;

    private static readonly NeighborSettings<NearestNeighborsClassifier> _settings = new(model => model.Options, UsualNeighbors);

    internal static Entry<ClassificationModel> Entry { get; } = new(
        "nearest-neighbors", typeof(NearestNeighborsClassifier), "Classes of the nearest rows, by dynamic time warping.",
        _settings.All, values => new NearestNeighborsClassifier(_settings.Read(values)))
    {
        ShortName = "knn",
    };

    /// <summary>The settings.</summary>
    public NeighborOptions Options { get; } = options ?? new();

    /// <inheritdoc/>
    public override bool ReadsSeries => true;

    /// <inheritdoc/>
    protected override ClassificationFit FitCore(FeatureTable features, int[] labels, int classes, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(features);
        return new Learned(NeighborTable.Of(Options, UsualNeighbors, features), [.. labels], classes);
    }

    /// <inheritdoc/>
    protected internal override ClassificationFit Restore(JsonObject state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return new Learned(
            NeighborTable.Load(Options, UsualNeighbors, state), SavedEstimator.Integers(state["labels"]),
            state["classes"]!.GetValue<int>());
    }

    private sealed class Learned(NeighborTable table, int[] labels, int classes) : ClassificationFit
    {
        public override string Description => table.Description;

        protected internal override JsonObject SaveState()
        {
            JsonObject state = table.Save();
            state["labels"] = SavedEstimator.Integers(labels);
            state["classes"] = classes;
            return state;
        }

        protected internal override double[][] ProbabilitiesCore(FeatureTable features) => table.Predict(features, nearest =>
        {
            double[] shares = new double[classes];
            foreach (int neighbour in nearest)
            {
                shares[labels[neighbour]] += 1.0 / nearest.Length;
            }

            return shares;
        });
    }
}
