using Unroll.Models;
using Unroll.Workloads.Table;
using Unroll.Workloads.Timing;

namespace Unroll.Workloads.Own;

/// <summary>
/// Times the timesteps of a stream, each going on from the state of the one before, through a <see cref="StreamingPredictor"/>.
/// </summary>
internal sealed class StreamTimer : IStepTimer
{
    private readonly Predictor _predictor;
    private readonly StreamingPredictor _stream;
    private readonly float[] _features;
    private readonly float[] _results;
    private readonly StepClock _clock = new();

    public StreamTimer(Workload workload)
    {
        // A timestep is one thread's work.
        _predictor = new Predictor(Networks.Create(workload), new PredictorOptions { Threads = 1 });
        _stream = _predictor.CreateStream(workload.Batch);
        _features = [.. Networks.Inputs(workload).Cast<float>()];
        _results = new float[_stream.OutputLength];
    }

    public StepTimes Run(Pace pace)
    {
        _clock.Start(pace);
        do
        {
            _stream.Step(_features, _results);
        }
        while (_clock.Tick());
        return _clock.Stop();
    }

    public void Dispose() => _predictor.Dispose();
}
