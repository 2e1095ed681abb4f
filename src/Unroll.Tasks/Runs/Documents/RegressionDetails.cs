using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Unroll.Tasks.Runs.Documents;

/// <summary>The details of a regression's evaluation.</summary>
/// <param name="Quantiles">The scores of each quantile; null where there are none.</param>
/// <param name="PredictionIntervals">The scores of each interval; null where there are none.</param>
/// <param name="FurtherTargets">The scores of the other targets; null where there are none.</param>
internal sealed record RegressionDetails(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<QuantileDocument>? Quantiles,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<JsonObject>? PredictionIntervals,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<JsonObject>? FurtherTargets);
