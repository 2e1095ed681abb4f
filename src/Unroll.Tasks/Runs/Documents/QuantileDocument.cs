using System.Text.Json.Serialization;

namespace Unroll.Tasks.Runs.Documents;

/// <summary>The scores of a quantile's forecasts.</summary>
/// <param name="Quantile">The quantile's level.</param>
/// <param name="Pinball">Mean pinball loss.</param>
/// <param name="Coverage">Share of true values at or below the forecast.</param>
internal sealed record QuantileDocument(
    double Quantile,
    [property: JsonConverter(typeof(ScoreConverter))] double Pinball,
    [property: JsonConverter(typeof(ScoreConverter))] double Coverage);
