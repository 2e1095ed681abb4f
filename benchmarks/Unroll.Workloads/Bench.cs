using System.Diagnostics;
using Unroll.Workloads.Own;
using Unroll.Workloads.Peers;
using Unroll.Workloads.Reporting;
using Unroll.Workloads.Table;
using Unroll.Workloads.Timing;

namespace Unroll.Workloads;

/// <summary>Runs the benchmark: this library on one thread and on two, and the peers in each of their settings, in turns.</summary>
internal static class Bench
{
    private const double PeakSeconds = 0.25;

    private static int Threads => Math.Min(2, Environment.ProcessorCount);

    /// <summary>Runs what the options ask for.</summary>
    /// <param name="options">The options.</param>
    /// <param name="workloads">The workloads.</param>
    /// <param name="progress">Where a line for each workload goes.</param>
    public static Run Execute(BenchOptions options, IReadOnlyList<Workload> workloads, TextWriter progress)
    {
        Rounds rounds = options.Quick
            ? new Rounds(3, new Pace(0.1, 0.1, 2), new Pace(0.04, 0.1, 1))
            : new Rounds(5, new Pace(0.4, 0.5, 3), new Pace(0.1, 0.5, 3));
        List<IContestant> contestants = [];
        try
        {
            contestants.AddRange(Enumerable.Range(1, Threads).Select(threads => new UnrollContestant(threads)));
            Dictionary<string, string> versions = [];
            List<Process> processes = [];
            if (options.Peers)
            {
                PeerProcess[] peers = StartPeers(contestants);
                processes.AddRange(peers.Select(peer => peer.Process));
                versions = peers.DistinctBy(peer => peer.Library).ToDictionary(peer => peer.Library, peer => peer.Version);
            }

            var others = new OtherWork(processes);
            Peak peak = MeasurePeak();
            List<Measurement> measurements = [];
            long start = Stopwatch.GetTimestamp();
            foreach (RunMode mode in Enum.GetValues<RunMode>())
            {
                foreach (Workload workload in workloads)
                {
                    var measurement = new Measurement(workload, mode, rounds.Run(workload, mode, contestants, UnrollContestant.Name));
                    measurements.Add(measurement);
                    progress.WriteLine(FormattableString.Invariant(
                        $"{Stopwatch.GetElapsedTime(start).TotalSeconds,5:F0} s  {RunModes.Name(mode)}  {workload.Name,-14}")
                        + string.Join("  ", [.. measurement.BestPeers.Prepend(measurement.Ours).Select(Line)]));
                }
            }

            return new Run(Machine.Current(), DateTimeOffset.UtcNow, peak.With(MeasurePeak()), versions, measurements, others.Share());
        }
        finally
        {
            contestants.ForEach(contestant => contestant.Dispose());
        }
    }

    private static string Line(Entry entry) => FormattableString.Invariant($"{entry.Library} {entry.Times.MedianMs:F4} ms");

    private static Peak MeasurePeak() => new(PeakMeter.Measure(1, PeakSeconds), PeakMeter.Measure(Threads, PeakSeconds));

    private static PeerProcess[] StartPeers(List<IContestant> contestants)
    {
        List<PeerProcess> peers = [];
        foreach (PeerSetting setting in PeerSettings.For(PeerFiles.Find(), Environment.ProcessorCount, Machine.HasAvx512))
        {
            peers.Add(PeerProcess.Start(setting));
            contestants.Add(peers[^1]);
        }

        peers.ForEach(peer => peer.WaitUntilReady());
        return [.. peers];
    }
}
