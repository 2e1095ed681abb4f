namespace Unroll.Workloads.Reporting;

/// <summary>A whole run of the benchmark.</summary>
/// <param name="Machine">What it ran on.</param>
/// <param name="Date">When it ended.</param>
/// <param name="Peak">The processor's peak.</param>
/// <param name="PeerVersions">Versions of the peers by name.</param>
/// <param name="Measurements">What was measured, in the order of the table.</param>
/// <param name="OtherWork">The share of all cores that others used in the meantime; null where it is unknown.</param>
internal sealed record Run(
    Machine Machine,
    DateTimeOffset Date,
    Peak Peak,
    IReadOnlyDictionary<string, string> PeerVersions,
    IReadOnlyList<Measurement> Measurements,
    double? OtherWork = null);
