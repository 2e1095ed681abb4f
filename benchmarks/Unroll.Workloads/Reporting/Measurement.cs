using Unroll.Workloads.Own;
using Unroll.Workloads.Table;
using Unroll.Workloads.Timing;

namespace Unroll.Workloads.Reporting;

/// <summary>All that was measured of a workload in one mode.</summary>
/// <param name="Workload">The workload.</param>
/// <param name="Mode">Training or inference.</param>
/// <param name="Entries">This library on one thread and on all, and every setting of every peer.</param>
internal sealed record Measurement(Workload Workload, RunMode Mode, IReadOnlyList<Entry> Entries)
{
    /// <summary>This library on all threads: what is compared.</summary>
    public Entry Ours => Entries.Where(entry => entry.Library == UnrollContestant.Name).MaxBy(entry => entry.Threads)!;

    /// <summary>This library on one thread.</summary>
    public Entry OursOnOneThread => Entries.Where(entry => entry.Library == UnrollContestant.Name).MinBy(entry => entry.Threads)!;

    /// <summary>Each peer in the setting with the lowest median, in the order of their first entries.</summary>
    public IReadOnlyList<Entry> BestPeers =>
        [.. Entries.Where(entry => entry.Library != UnrollContestant.Name).GroupBy(entry => entry.Library)
            .Select(settings => settings.MinBy(entry => entry.Times.MedianMs)!)];

    /// <summary>10⁹ floating-point operations of matrix products a second.</summary>
    public double Gflops => WorkCount.Operations(Workload, Mode) / (1e6 * Ours.Times.MedianMs);

    /// <summary>Rows of the batch a second.</summary>
    public double RowsPerSecond => 1000 * Workload.Batch / Ours.Times.MedianMs;

    /// <summary>How many times as long a peer takes.</summary>
    public double Ratio(Entry peer) => peer.Times.MedianMs / Ours.Times.MedianMs;
}
