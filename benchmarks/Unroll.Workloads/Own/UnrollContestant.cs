using Unroll.Workloads.Table;
using Unroll.Workloads.Timing;

namespace Unroll.Workloads.Own;

/// <summary>This library on a number of threads.</summary>
/// <param name="threads">Threads.</param>
internal sealed class UnrollContestant(int threads) : IContestant
{
    /// <summary>Name of this library in the results.</summary>
    public const string Name = "unroll";

    private IStepTimer? _timer;
    private (Workload Workload, RunMode Mode) _prepared;

    public string Library => Name;

    public string Setting => $"{threads}t";

    public int Threads => threads;

    public bool Runs(Workload workload, RunMode mode) => true;

    public StepTimes Run(Workload workload, RunMode mode, Pace pace)
    {
        if (_timer is null || _prepared != (workload, mode))
        {
            _timer?.Dispose();
            _timer = mode == RunMode.Train ? new TrainingTimer(workload, threads)
                : workload.Layer == LayerKind.Translation ? new DecodingTimer(workload, threads)
                : workload.CarriesState ? new StreamTimer(workload)
                : new InferenceTimer(workload, threads);
            _prepared = (workload, mode);
        }

        return _timer.Run(pace);
    }

    public void Dispose() => _timer?.Dispose();
}
