using Unroll.Workloads.Peers;
using Unroll.Workloads.Table;

namespace Unroll.Workloads.Reporting;

/// <summary>How many times as fast this library is over all workloads.</summary>
/// <param name="Against">What is compared.</param>
/// <param name="GeometricMean">The geometric mean of the ratios.</param>
/// <param name="Least">The least of the ratios.</param>
/// <param name="LeastName">The workload with the least ratio.</param>
internal sealed record Summary(string Against, double GeometricMean, double Least, string LeastName)
{
    /// <summary>
    /// Training against each peer, inference against each, and inference against whichever peer is the fastest on each workload.
    /// </summary>
    /// <param name="measurements">What was measured.</param>
    public static IReadOnlyList<Summary> Of(IReadOnlyList<Measurement> measurements)
    {
        List<Summary> summaries = [];
        foreach (RunMode mode in Enum.GetValues<RunMode>())
        {
            Measurement[] ofMode = [.. measurements.Where(measurement => measurement.Mode == mode && measurement.BestPeers.Count > 0)];
            string[] libraries = [.. ofMode.SelectMany(measurement => measurement.BestPeers).Select(peer => peer.Library).Distinct()];
            foreach (string library in libraries)
            {
                summaries.Add(Of(
                    $"{Title(mode)} against {PeerNames.Title(library)}",
                    ofMode.SelectMany(measurement => measurement.BestPeers.Where(peer => peer.Library == library)
                        .Select(peer => (measurement.Workload.Name, measurement.Ratio(peer))))));
            }

            if (libraries.Length > 1)
            {
                summaries.Add(Of(
                    $"{Title(mode)} against the faster of them",
                    ofMode.Select(measurement => (measurement.Workload.Name, measurement.BestPeers.Min(measurement.Ratio)))));
            }
        }

        return summaries;
    }

    private static Summary Of(string against, IEnumerable<(string Name, double Ratio)> ratios)
    {
        (string Name, double Ratio)[] all = [.. ratios];
        (string name, double least) = all.MinBy(ratio => ratio.Ratio);
        return new Summary(against, Math.Exp(all.Average(ratio => Math.Log(ratio.Ratio))), least, name);
    }

    private static string Title(RunMode mode) => mode == RunMode.Train ? "training" : "inference";
}
