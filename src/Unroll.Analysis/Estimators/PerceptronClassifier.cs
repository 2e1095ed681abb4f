using System.Text.Json.Nodes;
using Unroll.Catalogue;
using Unroll.Losses;

namespace Unroll.Analysis.Estimators;

/// <summary>
/// Classification by a multilayer perceptron: dense layers with rectified units, trained by Adam, with early stopping on every seventh row,
/// taken at random.
/// </summary>
/// <param name="options">The settings; null for the defaults.</param>
public sealed class PerceptronClassifier(PerceptronOptions? options = null) : ClassificationModel
{
    private static readonly PerceptronSettings<PerceptronClassifier> _settings = new(model => model.Options);

    internal static Entry<ClassificationModel> Entry { get; } = new(
        "mlp", typeof(PerceptronClassifier), "Multilayer perceptron on features.", _settings.All,
        values => new PerceptronClassifier(_settings.Read(values)));

    /// <summary>The settings.</summary>
    public PerceptronOptions Options { get; } = options ?? new();

    /// <inheritdoc/>
    protected override ClassificationFit FitCore(FeatureTable features, int[] labels, int classes, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(labels);

        // Rows are often sorted by class, and the last are held out.
        int[] order = [.. Enumerable.Range(0, features.Count)];
        new RandomStream((ulong)Options.Seed).Shuffle<int>(order);
        return new Learned(Perceptron.Fit(
            [.. order.Select(row => features.Rows[row])], (int[])[.. order.Select(row => labels[row])], classes,
            new SparseCategoricalCrossEntropy(new CrossEntropyOptions { FromLogits = true }), Options, cancellation));
    }

    /// <inheritdoc/>
    protected internal override ClassificationFit Restore(JsonObject state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return new Learned(Perceptron.Load(state["network"]!));
    }

    private sealed class Learned(Perceptron network) : ClassificationFit
    {
        public override string Description => network.Description;

        protected internal override JsonObject SaveState() => new() { ["network"] = network.Save() };

        protected internal override double[][] ProbabilitiesCore(FeatureTable features)
        {
            double[][] scores = network.Predict(features.Rows);
            foreach (double[] row in scores)
            {
                Softmax.Apply(row);
            }

            return scores;
        }
    }
}
