using Unroll.Data;
using Unroll.Models;
using Unroll.Training;
using Unroll.Workloads.Table;
using Unroll.Workloads.Timing;

namespace Unroll.Workloads.Own;

/// <summary>Times the timesteps of a stream, each going on from the state of the one before: input taken, outputs copied out.</summary>
internal sealed class StreamTimer : IStepTimer
{
    private readonly ShardPlan _plan;
    private readonly SampleSource _samples;
    private readonly int[] _rows;
    private readonly float[] _results;
    private readonly StepClock _clock = new();

    public StreamTimer(Workload workload)
    {
        Sequential model = Networks.Create(workload);
        _samples = new ArraySource(Networks.Inputs(workload));
        _rows = [.. Enumerable.Range(0, workload.Batch)];
        _results = new float[workload.Batch * model.OutputShape.Features];
        model.Prepare(training: false);
        _plan = new ShardPlan(model, _samples, [_samples.InputShape], [], workload.Batch, new PassOptions(Training: false, CarryState: true));
    }

    public StepTimes Run(Pace pace)
    {
        _clock.Start(pace);
        do
        {
            _plan.Data(0).Load(_samples, _rows);
            _plan.Forward(0);
            _plan.Passes[0].Output.Values.CopyTo(_results);
        }
        while (_clock.Tick());
        return _clock.Stop();
    }

    public void Dispose()
    {
    }
}
