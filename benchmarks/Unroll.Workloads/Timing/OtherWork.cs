using System.Diagnostics;
using System.Globalization;

namespace Unroll.Workloads.Timing;

/// <summary>
/// How much of the processor others used during a run, where Linux tells: threads that wait for each other become slow out of proportion
/// then.
/// </summary>
/// <param name="processes">The processes that belong to the run.</param>
internal sealed class OtherWork(IReadOnlyList<Process> processes)
{
    private const double TicksPerSecond = 100;

    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly double _busy = BusySeconds(ReadFirstLine());
    private readonly double _own = Own(processes);

    /// <summary>The share of all cores since the start that was neither idle nor this run's; null where it is unknown.</summary>
    public double? Share()
    {
        double seconds = Environment.ProcessorCount * Stopwatch.GetElapsedTime(_start).TotalSeconds;
        double share = (BusySeconds(ReadFirstLine()) - _busy - (Own(processes) - _own)) / seconds;
        return double.IsNaN(share) ? null : Math.Max(0, share);
    }

    /// <summary>Seconds that all cores together were busy; not a number where the line does not say.</summary>
    /// <param name="line">
    /// The first line of /proc/stat: cpu, user, nice, system, idle, waiting, interrupts, soft interrupts, stolen …
    /// </param>
    internal static double BusySeconds(string line)
    {
        string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        int[] busy = [1, 2, 3, 6, 7, 8];
        return words.Length < 9 || words[0] != "cpu"
            ? double.NaN
            : busy.Sum(word => double.Parse(words[word], CultureInfo.InvariantCulture)) / TicksPerSecond;
    }

    private static string ReadFirstLine() => File.Exists("/proc/stat") ? File.ReadLines("/proc/stat").First() : "";

    private static double Own(IReadOnlyList<Process> processes)
    {
        using var self = Process.GetCurrentProcess();
        return processes.Append(self).Sum(process =>
        {
            process.Refresh();
            return process.TotalProcessorTime.TotalSeconds;
        });
    }
}
