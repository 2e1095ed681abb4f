using System.Text.Json;
using System.Text.Json.Nodes;
using Unroll.Workloads.Reporting;

namespace Unroll.Workloads.Growth;

/// <summary>A run as JSON.</summary>
internal static class GrowthDocument
{
    private static readonly JsonSerializerOptions _format = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>
    /// <c>{"machine", "threads", "axes": [{"name", "fixed", "series": [{"name", "gradient_checkpointing", "points"}]}]}</c>.
    /// </summary>
    public static string Of(GrowthRun run) => new JsonObject
    {
        ["machine"] = ResultDocument.MachineOf(run.Machine, run.Date, run.OtherWork),
        ["threads"] = run.Threads,
        ["axes"] = new JsonArray([.. run.Points.Select(point => point.Axis).Distinct().Select(axis => (JsonNode)AxisOf(run, axis))]),
    }.ToJsonString(_format);

    private static JsonObject AxisOf(GrowthRun run, GrowthAxis axis) => new JsonObject
    {
        ["name"] = axis.Name,
        ["fixed"] = axis.Fixed,
        ["series"] = new JsonArray([.. axis.Series.Select(series => (JsonNode)new JsonObject
        {
            ["name"] = series.Name,
            ["gradient_checkpointing"] = series.GradientCheckpointing,
            ["points"] = new JsonArray([.. run.Of(axis, series).Select(point => (JsonNode)new JsonObject
            {
                ["value"] = point.Value,
                ["median_ms"] = ResultRow.Round(point.Times.MedianMs),
                ["minimum_ms"] = ResultRow.Round(point.Times.MinimumMs),
                ["calls"] = point.Times.Calls,
                ["gflop"] = GrowthTheory.Operations(point.Workload) / 1e9,
                ["bytes"] = point.Bytes,
                ["counted_bytes"] = (long)GrowthTheory.Bytes(point.Workload),
            })]),
        })]),
    };
}
