using Unroll.Workloads.Table;

namespace Unroll.Workloads.Timing;

/// <summary>A library in one setting, which takes its turn at a workload when it is asked, and is idle otherwise.</summary>
internal interface IContestant : IDisposable
{
    /// <summary>Name of the library, as in the results.</summary>
    string Library { get; }

    /// <summary>What distinguishes this setting of the library.</summary>
    string Setting { get; }

    /// <summary>Threads that it runs on.</summary>
    int Threads { get; }

    /// <summary>Whether it can do this at all.</summary>
    bool Runs(Workload workload, RunMode mode);

    /// <summary>One turn.</summary>
    StepTimes Run(Workload workload, RunMode mode, Pace pace);
}
