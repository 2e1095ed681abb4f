using System.Text.Json.Nodes;

namespace Unroll.Series.Preparing;

/// <summary>Means of a column in the training part.</summary>
/// <param name="Mean">Of all known values.</param>
/// <param name="Phases">Of those at each phase of the season, from 0; none where there is no season.</param>
internal sealed record PhaseMeans(double Mean, double[] Phases)
{
    public static PhaseMeans FromJson(JsonObject json) => new(json.Number("mean"), json.NumberList("phases"));

    public JsonObject ToJson() => new() { ["mean"] = Mean, ["phases"] = StepJson.Numbers(Phases) };
}
