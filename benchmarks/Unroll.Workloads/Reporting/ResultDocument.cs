using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Unroll.Workloads.Table;
using Unroll.Workloads.Timing;

namespace Unroll.Workloads.Reporting;

/// <summary>
/// A run as JSON: the short document for programs that compare, and the long one that is kept in <c>benchmarks/results</c>.
/// </summary>
internal static class ResultDocument
{
    private static readonly JsonSerializerOptions _format = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>What <c>--json</c> prints: <c>{"machine", "workloads": […]}</c>, a row for each workload, mode and peer.</summary>
    public static string Short(Run run) => new JsonObject
    {
        ["machine"] = MachineOf(run),
        ["workloads"] =
            JsonSerializer.SerializeToNode(run.Measurements.SelectMany(measurement => ResultRow.Of(measurement, run.Peak)), _format),
    }.ToJsonString(_format);

    /// <summary>What is kept: the rows of the short document, and every setting that was timed.</summary>
    public static string Long(Run run) => new JsonObject
    {
        ["machine"] = MachineOf(run),
        ["peers"] = JsonSerializer.SerializeToNode(run.PeerVersions, _format),
        ["summary"] = new JsonArray([.. Summary.Of(run.Measurements).Select(summary => (JsonNode)new JsonObject
        {
            ["against"] = summary.Against,
            ["geometric_mean"] = ResultRow.Round(summary.GeometricMean),
            ["least"] = ResultRow.Round(summary.Least),
            ["least_workload"] = summary.LeastName,
        })]),
        ["workloads"] =
            JsonSerializer.SerializeToNode(run.Measurements.SelectMany(measurement => ResultRow.Of(measurement, run.Peak)), _format),
        ["timings"] = new JsonArray([.. run.Measurements.Select(TimingsOf)]),
    }.ToJsonString(_format);

    /// <summary>What a run ran on, and when.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="date">When the run ended.</param>
    /// <param name="otherWork">The share of all cores that others used; null where it is unknown.</param>
    /// <param name="peak">The processor's peak; null where it was not measured.</param>
    public static JsonObject MachineOf(Machine machine, DateTimeOffset date, double? otherWork, Peak? peak = null)
    {
        JsonObject document = new()
        {
            ["processor"] = machine.Processor,
            ["cores"] = machine.Cores,
            ["vector_bits"] = machine.VectorBits,
        };
        if (peak is { } measured)
        {
            document["peak_gflops_one_thread"] = ResultRow.Round(measured.OneThread);
            document["peak_gflops"] = ResultRow.Round(measured.AllThreads);
        }

        document["other_work"] = otherWork is { } share ? Math.Round(share, 3) : null;
        document["system"] = machine.System;
        document["runtime"] = machine.Runtime;
        document["date"] = date.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        return document;
    }

    private static JsonObject MachineOf(Run run) => MachineOf(run.Machine, run.Date, run.OtherWork, run.Peak);

    private static JsonNode TimingsOf(Measurement measurement) => new JsonObject
    {
        ["name"] = measurement.Workload.Name,
        ["mode"] = RunModes.Name(measurement.Mode),
        ["gflop"] = WorkCount.Operations(measurement.Workload, measurement.Mode) / 1e9,
        ["rows_per_second"] = ResultRow.Round(measurement.RowsPerSecond),
        ["entries"] = new JsonArray([.. measurement.Entries.Select(EntryOf)]),
    };

    private static JsonNode EntryOf(Entry entry) => new JsonObject
    {
        ["library"] = entry.Library,
        ["setting"] = entry.Setting,
        ["threads"] = entry.Threads,
        ["median_ms"] = ResultRow.Round(entry.Times.MedianMs),
        ["minimum_ms"] = ResultRow.Round(entry.Times.MinimumMs),
        ["calls"] = entry.Times.Calls,
    };
}
