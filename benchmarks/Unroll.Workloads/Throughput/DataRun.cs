namespace Unroll.Workloads.Throughput;

/// <summary>A whole run.</summary>
/// <param name="Machine">What it ran on.</param>
/// <param name="Date">When it ended.</param>
/// <param name="PeerVersions">Versions of the peers by name.</param>
/// <param name="Results">Each task, in order.</param>
/// <param name="OtherWork">The share of all cores that others used in the meantime; null where it is unknown.</param>
internal sealed record DataRun(
    Machine Machine, DateTimeOffset Date, IReadOnlyDictionary<string, string> PeerVersions, IReadOnlyList<DataResult> Results,
    double? OtherWork)
{
    /// <summary>The results by the table that they belong to.</summary>
    public IEnumerable<IGrouping<string, DataResult>> Parts => Results.GroupBy(result => result.Task.Part);

    /// <summary>How many times as long a result took as the first of its table that this library had.</summary>
    public double Ratio(DataResult result) => result.Seconds / Results.First(ours => ours.Task.Part == result.Task.Part).Seconds;
}
