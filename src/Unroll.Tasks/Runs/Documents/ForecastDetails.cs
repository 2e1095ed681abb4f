using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Unroll.Tasks.Runs.Documents;

/// <summary>The details of a forecast's evaluation.</summary>
/// <param name="Windows">Number of forecast origins.</param>
/// <param name="First">Stamp of the first forecast.</param>
/// <param name="Last">Stamp of the last forecast.</param>
/// <param name="Naive2">The scores of Naive2, which the OWA divides by.</param>
/// <param name="ByStep">The scores of each step ahead.</param>
/// <param name="Quantiles">The scores of each quantile; null where there are none.</param>
/// <param name="PredictionIntervals">The scores of each central interval; null where there are none.</param>
/// <param name="ByHour">The errors of each hour of the day; null where there is one.</param>
/// <param name="ByWeekday">The errors of each day of the week; null where there is one.</param>
/// <param name="FurtherTargets">The scores of the other targets; null where there are none.</param>
internal sealed record ForecastDetails(
    int Windows,
    string First,
    string Last,
    JsonObject Naive2,
    IReadOnlyList<JsonObject> ByStep,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<QuantileDocument>? Quantiles,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<JsonObject>? PredictionIntervals,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<JsonObject>? ByHour,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<JsonObject>? ByWeekday,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<JsonObject>? FurtherTargets);
