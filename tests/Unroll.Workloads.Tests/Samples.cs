using Unroll.Workloads.Own;
using Unroll.Workloads.Peers;
using Unroll.Workloads.Reporting;
using Unroll.Workloads.Table;
using Unroll.Workloads.Timing;

namespace Unroll.Workloads.Tests;

/// <summary>The project's own table, and a run that never was.</summary>
internal static class Samples
{
    internal static IReadOnlyList<Workload> Table { get; } =
        WorkloadTable.Parse(File.ReadAllText(Repository.PathOf("benchmarks", "workloads.json")));

    internal static Workload Workload(string name) => Table.Single(workload => workload.Name == name);

    internal static Entry Entry(string library, string setting, int threads, double medianMs) =>
        new(library, setting, threads, new StepTimes(medianMs, medianMs / 2, 10));

    /// <summary>charrnn: training in 60 and 30 ms against 66, inference in 24 and 12 ms against 18 and 15.</summary>
    internal static Run Run() => new(
        new Machine("Some Processor (R) 9000", 2, 512, "a system", "a runtime"),
        new DateTimeOffset(2026, 3, 4, 5, 6, 7, TimeSpan.Zero),
        new Peak(250, 500),
        new Dictionary<string, string> { [PeerSettings.PyTorch] = "1.2", [PeerSettings.OnnxRuntime] = "3.4" },
        [
            new Measurement(Workload("charrnn"), RunMode.Train,
            [
                Entry(UnrollContestant.Name, "1t", 1, 60),
                Entry(UnrollContestant.Name, "2t", 2, 30),
                Entry(PeerSettings.PyTorch, "1t", 1, 93),
                Entry(PeerSettings.PyTorch, "2t", 2, 66),
                Entry(PeerSettings.PyTorch, "2t,avx512", 2, 70),
            ]),
            new Measurement(Workload("charrnn"), RunMode.Infer,
            [
                Entry(UnrollContestant.Name, "1t", 1, 24),
                Entry(UnrollContestant.Name, "2t", 2, 12),
                Entry(PeerSettings.PyTorch, "1t", 1, 18),
                Entry(PeerSettings.PyTorch, "2t", 2, 20),
                Entry(PeerSettings.OnnxRuntime, "1t", 1, 28),
                Entry(PeerSettings.OnnxRuntime, "2t", 2, 15),
            ]),
        ]);
}
