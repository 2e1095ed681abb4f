using System.Diagnostics;
using Unroll.Models;
using Unroll.Training;
using Unroll.Workloads.Own;
using Unroll.Workloads.Table;
using Unroll.Workloads.Timing;

namespace Unroll.Workloads.Growth;

/// <summary>Measures time and memory of training steps along axes.</summary>
internal static class GrowthMeter
{
    private const int Rounds = 3;

    private static readonly Pace _pace = new(0.1, 0.2, 3);

    /// <summary>
    /// Measures all axes several times over, and counts the best time of each point: whatever else the machine did, for a while or all of a
    /// sudden, can only have added.
    /// </summary>
    /// <param name="axes">The axes.</param>
    /// <param name="progress">Where a line for each round goes.</param>
    public static GrowthRun Measure(IReadOnlyList<GrowthAxis> axes, TextWriter progress)
    {
        int threads = Math.Min(2, Environment.ProcessorCount);
        var others = new OtherWork([]);
        long start = Stopwatch.GetTimestamp();

        // What the runtime allocates when code runs for the first time is no part of a step.
        _ = Bytes(axes[0].At(axes[0].Values[0]), threads);
        GrowthPoint[] points =
        [
            .. axes.SelectMany(axis => axis.Series.SelectMany(series => axis.Values.Select(value => new GrowthPoint(axis, series, value)))),
        ];
        for (int i = 0; i < points.Length; i++)
        {
            points[i] = points[i] with { Bytes = Bytes(points[i].Workload, threads) };
        }

        for (int round = 0; round < Rounds; round++)
        {
            for (int i = 0; i < points.Length; i++)
            {
                StepTimes times = Time(points[i].Workload, threads);
                points[i] = points[i] with { Times = round == 0 ? times : points[i].Times.With(times) };
            }

            progress.WriteLine(
                FormattableString.Invariant($"{Stopwatch.GetElapsedTime(start).TotalSeconds,5:F0} s  round {round + 1} of {Rounds}"));
        }

        return new GrowthRun(Machine.Current(), DateTimeOffset.UtcNow, threads, others.Share(), points);
    }

    private static StepTimes Time(Workload workload, int threads)
    {
        using var timer = new TrainingTimer(workload, threads);
        StepTimes times = timer.Run(_pace);

        // So that the next network does not wait for the memory of this one to be collected.
        GC.Collect();
        return times;
    }

    /// <summary>What a first step allocates, the samples themselves left out.</summary>
    private static long Bytes(Workload workload, int threads)
    {
        Model model = Networks.Create(workload);
        var batch = new RepeatedBatch(Networks.Batch(workload), times: 1);
        var options = new FitOptions { BatchSize = workload.Batch, Epochs = 1, Shuffle = false, Threads = threads };
        GC.Collect();
        long before = GC.GetTotalAllocatedBytes(precise: true);
        model.Fit(batch, options);
        return GC.GetTotalAllocatedBytes(precise: true) - before;
    }
}
