using System.Text.Json;
using System.Text.Json.Nodes;
using Unroll.Workloads.Reporting;

namespace Unroll.Workloads.Throughput;

/// <summary>A run as JSON.</summary>
internal static class DataDocument
{
    private static readonly JsonSerializerOptions _format = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>
    /// <c>{"machine", "peers", "tasks": [{"part", "name", "library", "median_s", "rows_per_second", …, "waiting_share"}]}</c>.
    /// </summary>
    public static string Of(DataRun run) => new JsonObject
    {
        ["machine"] = ResultDocument.MachineOf(run.Machine, run.Date, run.OtherWork),
        ["peers"] = JsonSerializer.SerializeToNode(run.PeerVersions, _format),
        ["tasks"] = new JsonArray([.. run.Results.Select(TaskOf)]),
    }.ToJsonString(_format);

    private static JsonNode TaskOf(DataResult result)
    {
        JsonObject task = new()
        {
            ["part"] = result.Task.Part,
            ["name"] = result.Task.Name,
            ["library"] = result.Task.Library,
            ["median_s"] = ResultRow.Round(result.Seconds),
            ["minimum_s"] = ResultRow.Round(result.LeastSeconds),
            ["turns"] = result.Turns.Count,
        };
        foreach (Amount rate in result.Rates)
        {
            task[rate.Unit + "_per_second"] = ResultRow.Round(rate.Count);
        }

        if (result.WaitingShare is { } share)
        {
            task["waiting_share"] = ResultRow.Round(share);
        }

        return task;
    }
}
