using System.Globalization;
using System.Text;
using Unroll.Workloads.Peers;
using Unroll.Workloads.Table;
using Unroll.Workloads.Timing;

namespace Unroll.Workloads.Reporting;

/// <summary>A run as a table to read.</summary>
internal static class ResultText
{
    /// <summary>The share of the processor from which on other work is no longer noise.</summary>
    private const double Disturbing = 0.02;

    /// <summary>The tables of training and inference, and the summary.</summary>
    public static string Of(Run run)
    {
        var text = new StringBuilder();
        text.AppendLine(Invariant($"{run.Machine.Processor}, {run.Machine.Cores} cores, {run.Machine.VectorBits}-bit vectors, {run.Machine.Runtime}"));
        text.AppendLine(Invariant($"Peak of fused multiply-adds: {run.Peak.OneThread:F0} GFLOP/s on 1 thread, {run.Peak.AllThreads:F0} on all"));
        if (run.PeerVersions.Count > 0)
        {
            text.AppendLine(string.Join(", ", run.PeerVersions.Select(peer => $"{PeerNames.Title(peer.Key)} {peer.Value}"))
                + "; each in the setting that is its fastest");
        }

        if (run.OtherWork is > Disturbing)
        {
            text.AppendLine(Invariant($"Others used {100 * run.OtherWork:F0} % of the processor in the meantime: run it again on an idle machine."));
        }

        foreach (RunMode mode in Enum.GetValues<RunMode>())
        {
            Measurement[] measurements = [.. run.Measurements.Where(measurement => measurement.Mode == mode)];
            if (measurements.Length > 0)
            {
                text.AppendLine();
                text.Append(TableOf(mode, measurements, run.Peak));
            }
        }

        IReadOnlyList<Summary> summaries = Summary.Of(run.Measurements);
        if (summaries.Count > 0)
        {
            text.AppendLine();
        }

        foreach (Summary summary in summaries)
        {
            text.AppendLine(Invariant(
                $"{summary.Against}: {summary.GeometricMean:F2}x in the geometric mean, at least {summary.Least:F2}x ({summary.LeastName})"));
        }

        return text.ToString();
    }

    private static TextTable TableOf(RunMode mode, Measurement[] measurements, Peak peak)
    {
        string[] peers = [.. measurements.SelectMany(measurement => measurement.BestPeers).Select(peer => peer.Library).Distinct()];
        int threads = measurements[0].Ours.Threads;
        var table = new TextTable([
            mode == RunMode.Train ? "training step" : "inference",
            "GFLOP", "1t ms", $"{threads}t ms", "min ms", $"1t/{threads}t", "rows/s", "GFLOP/s", "peak",
            .. peers.SelectMany(peer => (string[])[$"{PeerNames.Title(peer)} ms", "min ms", "setting", "ratio"])]);
        foreach (Measurement measurement in measurements)
        {
            StepTimes ours = measurement.Ours.Times;
            table.Add([
                measurement.Workload.Name,
                Digits(WorkCount.Operations(measurement.Workload, mode) / 1e9),
                Digits(measurement.OursOnOneThread.Times.MedianMs),
                Digits(ours.MedianMs),
                Digits(ours.MinimumMs),
                Invariant($"{measurement.OursOnOneThread.Times.MedianMs / ours.MedianMs:F2}"),
                Invariant($"{measurement.RowsPerSecond:F0}"),
                Digits(measurement.Gflops),
                Invariant($"{100 * measurement.Gflops / peak.Of(measurement.Ours.Threads):F0}%"),
                .. peers.SelectMany(peer => PeerCells(measurement, peer))]);
        }

        return table;
    }

    private static string[] PeerCells(Measurement measurement, string library) =>
        measurement.BestPeers.FirstOrDefault(peer => peer.Library == library) is { } peer
            ? [Digits(peer.Times.MedianMs), Digits(peer.Times.MinimumMs), peer.Setting, Invariant($"{measurement.Ratio(peer):F2}x")]
            : ["–", "–", "–", "–"];

    /// <summary>Three or four digits that count, as 0.00123, 0.123, 12.3 or 1234.</summary>
    private static string Digits(double value)
    {
        int decimals = value > 0 ? Math.Clamp(2 - (int)Math.Floor(Math.Log10(value)), 0, 6) : 0;
        return value.ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
