using System.Text.Json.Nodes;

namespace Unroll.Tasks.Learning;

/// <summary>
/// The standardization of a target by the training part: networks are trained on <c>(y − mean) / deviation</c>, and predictions come back
/// in its unit.
/// </summary>
/// <param name="Mean">Mean of the training part.</param>
/// <param name="Median">Median of the training part.</param>
/// <param name="StandardDeviation">Standard deviation of the training part; 1 where all are alike.</param>
internal readonly record struct TargetScale(double Mean, double Median, double StandardDeviation)
{
    /// <summary>Fits the scale to values.</summary>
    /// <param name="values">The values, at least one.</param>
    public static TargetScale Fit(IReadOnlyList<double> values)
    {
        double[] sorted = [.. values.Order()];
        double mean = sorted.Average(), deviation = Math.Sqrt(sorted.Average(value => (value - mean) * (value - mean)));
        double median = (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
        return new(mean, median, deviation > 1e-12 * Math.Max(1, Math.Abs(mean)) ? deviation : 1);
    }

    /// <summary>A standardized value.</summary>
    public double Scale(double value) => (value - Mean) / StandardDeviation;

    /// <summary>A network's value in the unit of the target.</summary>
    public double Unscale(double value) => Mean + (StandardDeviation * value);

    public JsonArray ToJson() => new(Mean, Median, StandardDeviation);

    public static TargetScale FromJson(JsonNode json) =>
        new(json[0]!.GetValue<double>(), json[1]!.GetValue<double>(), json[2]!.GetValue<double>());
}
