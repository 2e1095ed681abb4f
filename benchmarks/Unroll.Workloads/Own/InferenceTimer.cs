using Unroll.Models;
using Unroll.Workloads.Table;
using Unroll.Workloads.Timing;

namespace Unroll.Workloads.Own;

/// <summary>
/// Times forward passes of a prepared batch as a service makes them: a <see cref="Predictor"/>, whose outputs are written into an array.
/// </summary>
internal sealed class InferenceTimer : IStepTimer
{
    private readonly Workload _workload;
    private readonly Predictor _predictor;
    private readonly float[] _batch;
    private readonly float[] _results;
    private readonly StepClock _clock = new();

    public InferenceTimer(Workload workload, int threads)
    {
        _workload = workload;
        _predictor = new Predictor(Networks.Create(workload), new PredictorOptions { Threads = threads });
        _batch = [.. Networks.Inputs(workload).Cast<float>()];
        _results = new float[_predictor.GetOutputLength(workload.Batch, workload.Timesteps)];
    }

    public StepTimes Run(Pace pace)
    {
        _clock.Start(pace);
        do
        {
            _predictor.Predict(_batch, _workload.Batch, _workload.Timesteps, _results);
        }
        while (_clock.Tick());
        return _clock.Stop();
    }

    public void Dispose() => _predictor.Dispose();
}
