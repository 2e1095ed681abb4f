using System.Text.Json.Serialization;

namespace Unroll.Workloads.Reporting;

/// <summary>One line of the document that <c>--json</c> prints: a workload, a mode and a peer.</summary>
/// <param name="Name">The workload.</param>
/// <param name="Mode"><c>train</c> or <c>infer</c>.</param>
/// <param name="Threads">Threads of this library.</param>
/// <param name="OursMs">Median of this library, in milliseconds.</param>
/// <param name="Peer">Name of the peer; null where none was run.</param>
/// <param name="PeerMs">Median of the peer in its best setting, in milliseconds.</param>
/// <param name="Ratio">How many times as long the peer takes.</param>
/// <param name="Gflops">10⁹ floating-point operations of matrix products a second, by this library.</param>
/// <param name="PeakShare">The same as a share of the processor's peak on as many threads.</param>
internal sealed record ResultRow(
    string Name,
    string Mode,
    int Threads,
    [property: JsonPropertyName("ours_ms")] double OursMs,
    string? Peer,
    [property: JsonPropertyName("peer_ms")] double? PeerMs,
    double? Ratio,
    double Gflops,
    [property: JsonPropertyName("peak_share")] double PeakShare)
{
    /// <summary>The lines of a measurement: one for each peer, or one without.</summary>
    public static IEnumerable<ResultRow> Of(Measurement measurement, Peak peak)
    {
        var row = new ResultRow(
            measurement.Workload.Name,
            RunModes.Name(measurement.Mode),
            measurement.Ours.Threads,
            Round(measurement.Ours.Times.MedianMs),
            null,
            null,
            null,
            Round(measurement.Gflops),
            Round(measurement.Gflops / peak.Of(measurement.Ours.Threads)));
        return measurement.BestPeers.Count == 0
            ? [row]
            : measurement.BestPeers.Select(peer => row with
            {
                Peer = peer.Library,
                PeerMs = Round(peer.Times.MedianMs),
                Ratio = Round(measurement.Ratio(peer)),
            });
    }

    /// <summary>Five digits that count: more than any timing has.</summary>
    internal static double Round(double value) =>
        value == 0 || !double.IsFinite(value) ? value
            : Math.Round(value, Math.Clamp(4 - (int)Math.Floor(Math.Log10(Math.Abs(value))), 0, 15));
}
