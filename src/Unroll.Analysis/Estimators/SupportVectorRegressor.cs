using System.Text.Json.Nodes;
using Unroll.Catalogue;

namespace Unroll.Analysis.Estimators;

/// <summary>
/// Regression by a support vector machine (Drucker and others 1997), linear or with radial basis functions: errors cost nothing up to ε,
/// and beyond it as much as they are large. Targets are standardized.
/// </summary>
/// <param name="options">The settings; null for the defaults.</param>
public sealed class SupportVectorRegressor(SupportVectorOptions? options = null) : RegressionModel
{
    private static readonly SupportVectorSettings<SupportVectorRegressor> _settings = new(model => model.Options, isRegression: true);

    internal static Entry<RegressionModel> Entry { get; } = new(
        "svm", typeof(SupportVectorRegressor), "Support vector machine for numbers.", _settings.All,
        values => new SupportVectorRegressor(_settings.Read(values)));

    /// <summary>The settings.</summary>
    public SupportVectorOptions Options { get; } = options ?? new();

    /// <inheritdoc/>
    protected override RegressionFit FitCore(FeatureTable features, double[][] targets, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(targets);
        FeatureScale scale = FeatureScale.Of(features.Rows, Options.Standardize, isCentered: Options.Standardize);
        double[][] rows = scale.Apply(features.Rows);
        double gamma = SupportVectors.GammaOf(rows, Options);
        return FitEach(
            targets,
            target =>
            {
                FeatureScale unit = FeatureScale.Of([.. target.Select(value => (double[])[value])], isStandardized: true);
                double[] scaled = [.. target.Select(value => unit.Apply([value])[0])];
                return new SupportVectorRegressionFit(
                    SupportVectors.OfNumbers(rows, scaled, Options, gamma, cancellation), scale, unit);
            },
            cancellation);
    }

    /// <inheritdoc/>
    protected internal override RegressionFit Restore(JsonObject state) => RestoreEach(state, SupportVectorRegressionFit.Load);
}
