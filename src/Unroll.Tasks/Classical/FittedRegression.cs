using System.Text.Json.Nodes;
using Unroll.Analysis.Estimators;

namespace Unroll.Tasks.Classical;

/// <summary>A regression model fitted to samples.</summary>
/// <param name="fit">The fit.</param>
internal sealed class FittedRegression(RegressionFit fit) : FittedTable
{
    /// <summary>The kind in what is saved.</summary>
    public const string KindName = "regression";

    /// <inheritdoc/>
    public override string Description => fit.Description;

    /// <inheritdoc/>
    public override int ParameterCount => fit.Parameters.Count;

    /// <inheritdoc/>
    protected override string? Warning => fit.Warning;

    /// <inheritdoc/>
    protected override bool ReadsSeries => fit.Model.ReadsSeries;

    /// <summary>Takes up what was saved.</summary>
    /// <param name="json">The JSON.</param>
    public static new FittedRegression FromJson(JsonObject json) => new(RegressionFit.Load(json["fit"]!));

    /// <inheritdoc/>
    public override JsonObject ToJson() => new() { [Kind] = KindName, ["fit"] = fit.Save() };

    /// <inheritdoc/>
    protected override double[][] Predict(FeatureTable rows) => fit.Predict(rows);
}
