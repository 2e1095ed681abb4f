using Unroll.Workloads.Timing;

namespace Unroll.Workloads.Own;

/// <summary>A network that is ready to be timed, turn after turn.</summary>
internal interface IStepTimer : IDisposable
{
    /// <summary>One turn.</summary>
    StepTimes Run(Pace pace);
}
