using Unroll.Workloads.Reporting;

namespace Unroll.Workloads.Growth;

/// <summary>Where a run is kept: its numbers beside those of the other runs, its charts where the documentation shows them.</summary>
internal static class GrowthFiles
{
    /// <summary>Writes all files of a run.</summary>
    /// <returns>Their paths.</returns>
    public static IReadOnlyList<string> Write(GrowthRun run) =>
    [
        ResultsFile.Write(
            Repository.PathOf("benchmarks", "results"), ResultsFile.NameOf(run.Machine, run.Date, "-growth"), GrowthDocument.Of(run)),
        .. run.Points.Select(point => point.Axis).Distinct()
            .Select(axis => ResultsFile.Write(Repository.PathOf("docs", "images"), $"growth-{axis.Name}.svg", GrowthChart.Of(run, axis))),
    ];
}
