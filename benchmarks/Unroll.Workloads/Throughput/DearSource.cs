using System.Diagnostics;
using Unroll.Data;

namespace Unroll.Workloads.Throughput;

/// <summary>
/// Another source's samples, which take time to get: on the processor, as if they were computed, or asleep, as if they came from far away.
/// </summary>
/// <param name="source">The samples.</param>
/// <param name="computing">Time on the processor for each sample.</param>
/// <param name="sleeping">Time asleep for each run of samples that is asked for; the system makes it longer.</param>
internal sealed class DearSource(SampleSource source, TimeSpan computing, TimeSpan sleeping) : SampleSource
{
    public override int Count => source.Count;

    public override Shape InputShape => source.InputShape;

    public override Shape TargetShape => source.TargetShape;

    public override void CopyInputs(ReadOnlySpan<int> samples, TimeMajorSpan destination)
    {
        if (sleeping > TimeSpan.Zero)
        {
            Thread.Sleep(sleeping);
        }

        long begin = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(begin) < samples.Length * computing)
        {
        }

        source.CopyInputs(samples, destination);
    }

    public override void CopyTargets(ReadOnlySpan<int> samples, TimeMajorSpan destination) => source.CopyTargets(samples, destination);
}
