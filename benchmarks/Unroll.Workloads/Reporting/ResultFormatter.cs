using System.Globalization;
using System.Text;
using Unroll.Workloads.Peers;
using Unroll.Workloads.Table;
using Unroll.Workloads.Timing;

namespace Unroll.Workloads.Reporting;

/// <summary>A run as a table to read.</summary>
internal static class ResultFormatter
{
    /// <summary>The share of the processor from which on other work is no longer noise.</summary>
    private const double Disturbing = 0.02;

    /// <summary>
    /// The tables of training and inference, each with one of the peers, and the summary; no wider than a terminal of 80 columns.
    /// </summary>
    public static string Of(Run run)
    {
        var text = new StringBuilder();
        text.AppendLine(
            Invariant($"{run.Machine.Processor}, {run.Machine.Cores} cores, {run.Machine.VectorBits}-bit vectors, {run.Machine.Runtime}"));
        text.AppendLine(
            Invariant($"Peak of fused multiply-adds: {run.Peak.OneThread:F0} GFLOP/s on 1 thread, {run.Peak.AllThreads:F0} on all"));
        if (run.PeerVersions.Count > 0)
        {
            text.AppendLine(string.Join(", ", run.PeerVersions.Select(peer => $"{PeerNames.Title(peer.Key)} {peer.Value}"))
                + "; each in the setting that is its fastest");
        }

        if (run.OtherWork is > Disturbing)
        {
            text.AppendLine(
                Invariant($"Others used {100 * run.OtherWork:F0} % of the processor in the meantime: run it again on an idle machine."));
        }

        foreach (RunMode mode in Enum.GetValues<RunMode>())
        {
            Measurement[] measurements = [.. run.Measurements.Where(measurement => measurement.Mode == mode)];
            if (measurements.Length > 0)
            {
                text.AppendLine();
                text.Append(TableOf(mode, measurements, run.Peak));
                if (measurements.Any(measurement => measurement.BestPeers.Count > 0))
                {
                    text.AppendLine();
                    text.Append(PeersOf(mode, measurements));
                }
            }
        }

        IReadOnlyList<Summary> summaries = Summary.Of(run.Measurements);
        if (summaries.Count > 0)
        {
            text.AppendLine();
            text.AppendLine("How many times as fast, in the geometric mean and at least:");
        }

        foreach (Summary summary in summaries)
        {
            text.AppendLine(Invariant(
                $"{summary.Against}: {summary.GeometricMean:F2}x, at least {summary.Least:F2}x ({summary.LeastName})"));
        }

        return text.ToString();
    }

    private static TextTable TableOf(RunMode mode, Measurement[] measurements, Peak peak)
    {
        int threads = measurements[0].Ours.Threads;
        var table = new TextTable(
            Heading(mode), "GFLOP", "1t ms", $"{threads}t ms", "min ms", $"1t/{threads}t", "rows/s", "GFLOP/s", "peak");
        foreach (Measurement measurement in measurements)
        {
            StepTimes ours = measurement.Ours.Times;
            table.Add(
                measurement.Workload.Name,
                Digits(WorkCount.Operations(measurement.Workload, mode) / 1e9),
                Digits(measurement.OursOnOneThread.Times.MedianMs),
                Digits(ours.MedianMs),
                Digits(ours.MinimumMs),
                Invariant($"{measurement.OursOnOneThread.Times.MedianMs / ours.MedianMs:F2}"),
                Invariant($"{measurement.RowsPerSecond:F0}"),
                Digits(measurement.Gflops),
                Invariant($"{100 * measurement.Gflops / peak.Of(measurement.Ours.Threads):F0}%"));
        }

        return table;
    }

    /// <summary>A row for each peer, so that no line is wider than 80 columns however many peers there are.</summary>
    private static TextTable PeersOf(RunMode mode, Measurement[] measurements)
    {
        int threads = measurements[0].Ours.Threads;
        var table = new TextTable(Heading(mode), $"{threads}t ms", "beside", "ms", "min ms", "setting", "ratio");
        foreach (Measurement measurement in measurements)
        {
            foreach (Entry peer in measurement.BestPeers)
            {
                table.Add(
                    measurement.Workload.Name,
                    Digits(measurement.Ours.Times.MedianMs),
                    PeerNames.Title(peer.Library),
                    Digits(peer.Times.MedianMs),
                    Digits(peer.Times.MinimumMs),
                    peer.Setting,
                    Invariant($"{measurement.Ratio(peer):F2}x"));
            }
        }

        return table;
    }

    private static string Heading(RunMode mode) => mode == RunMode.Train ? "training step" : "inference";

    /// <summary>Three or four digits that count, as 0.0123, 0.123, 12.3 or 1234, but no more than five decimals.</summary>
    private static string Digits(double value)
    {
        int decimals = value > 0 ? Math.Clamp(2 - (int)Math.Floor(Math.Log10(value)), 0, 5) : 0;
        return value.ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
