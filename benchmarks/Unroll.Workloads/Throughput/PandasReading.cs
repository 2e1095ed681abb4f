using Unroll.Workloads.Peers;
using Unroll.Workloads.Timing;

namespace Unroll.Workloads.Throughput;

/// <summary>pandas reading the same file, its dates too, in the settings that can be its best.</summary>
internal static class PandasReading
{
    private static readonly string[] _settings = ["defaults", "dates not cached", "dates not cached, file mapped"];

    // What is read is in the system's cache by then; a call before each turn's warms up nothing more.
    private static readonly Pace _once = new(0, 0, 1);

    /// <summary>The process; its parser uses one thread.</summary>
    public static PeerSetting Setting() => new(
        "pandas", "1t", 1, Trains: false, PeerFiles.FindPython(), [Repository.PathOf("benchmarks", "peers", "pandas_turns.py")],
        new Dictionary<string, string> { ["PYTHONDONTWRITEBYTECODE"] = "1" });

    /// <summary>Reading a file once a turn, in each setting.</summary>
    public static IEnumerable<DataTask> Tasks(PeerProcess pandas, CsvFile file) => _settings.Select(setting => new DataTask(
        CsvReading.Part, $"pandas, {setting}", pandas.Library, file.Amounts,
        () => new Turn(pandas.Run(file.FilePath, setting, _once).MinimumMs / 1000)));
}
