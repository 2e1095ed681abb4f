using System.Text.Json.Nodes;
using Unroll.Catalogue;
using Unroll.Losses;

namespace Unroll.Analysis.Estimators;

/// <summary>
/// Regression by a multilayer perceptron: dense layers with rectified units, trained by Adam on standardized targets, with early stopping
/// on the last 15 % of the rows.
/// </summary>
/// <param name="options">The settings; null for the defaults.</param>
public sealed class PerceptronRegressor(PerceptronOptions? options = null) : RegressionModel
{
    private static readonly PerceptronSettings<PerceptronRegressor> _settings = new(model => model.Options);

    internal static Entry<RegressionModel> Entry { get; } = new(
        "mlp", typeof(PerceptronRegressor), "Multilayer perceptron on features.", _settings.All,
        values => new PerceptronRegressor(_settings.Read(values)));

    /// <summary>The settings.</summary>
    public PerceptronOptions Options { get; } = options ?? new();

    /// <inheritdoc/>
    protected override RegressionFit FitCore(FeatureTable features, double[][] targets, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(targets);
        FeatureScale unit = FeatureScale.Of(targets, isStandardized: true);
        float[][] scaled = [.. unit.Apply(targets).Select(row => row.Select(value => (float)value).ToArray())];
        Perceptron network = Perceptron.Fit(features.Rows, scaled, targets[0].Length, new MeanSquaredError(), Options, cancellation);

        // What never changes is known without the network.
        for (int output = 0; output < unit.Scales.Length; output++)
        {
            unit.Scales[output] = Array.TrueForAll(targets, row => row[output] == targets[0][output]) ? 0 : unit.Scales[output];
        }

        return new Learned(network, unit);
    }

    /// <inheritdoc/>
    protected internal override RegressionFit Restore(JsonObject state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return new Learned(Perceptron.Load(state["network"]!), FeatureScale.Load(state["unit"]));
    }

    private sealed class Learned(Perceptron network, FeatureScale unit) : RegressionFit
    {
        public override string Description => network.Description;

        protected internal override JsonObject SaveState() => new() { ["network"] = network.Save(), ["unit"] = unit.Save() };

        protected internal override double[][] PredictCore(FeatureTable features) => [.. network.Predict(features.Rows)
            .Select(row => row.Select((value, output) => (value * unit.Scales[output]) + unit.Means[output]).ToArray())];
    }
}
