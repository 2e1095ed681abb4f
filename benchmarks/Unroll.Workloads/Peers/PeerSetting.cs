namespace Unroll.Workloads.Peers;

/// <summary>One of the settings in which another library is timed: a process of its own.</summary>
/// <param name="Library">Name of the library in the results.</param>
/// <param name="Name">What distinguishes the setting.</param>
/// <param name="Threads">Threads.</param>
/// <param name="Trains">Whether it can train.</param>
/// <param name="Program">The program to start.</param>
/// <param name="Arguments">Its arguments.</param>
/// <param name="Environment">Environment variables that are set; all others that steer numeric libraries are removed.</param>
internal sealed record PeerSetting(
    string Library,
    string Name,
    int Threads,
    bool Trains,
    string Program,
    IReadOnlyList<string> Arguments,
    IReadOnlyDictionary<string, string> Environment);
