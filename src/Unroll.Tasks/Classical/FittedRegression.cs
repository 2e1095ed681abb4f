using System.Text.Json.Nodes;
using Unroll.Analysis.Estimators;

namespace Unroll.Tasks.Classical;

/// <summary>A regression model fitted to samples.</summary>
/// <param name="fit">The fit.</param>
internal sealed class FittedRegression(RegressionFit fit) : FittedTable(fit, KindName)
{
    /// <summary>The kind in what is saved.</summary>
    public const string KindName = "regression";

    /// <summary>Takes up what was saved.</summary>
    /// <param name="json">The JSON.</param>
    public static new FittedRegression FromJson(JsonObject json) => new(RegressionFit.Load(json[FitKey]!));

    /// <inheritdoc/>
    protected override double[][] Predict(FeatureTable rows) => fit.Predict(rows);
}
