using Unroll.Data;
using Unroll.Models;
using Unroll.Training;
using Unroll.Workloads.Table;
using Unroll.Workloads.Timing;

namespace Unroll.Workloads.Own;

/// <summary>Times forward passes of a prepared batch: inputs taken from it, outputs copied out. A stream goes on from its last state.</summary>
internal sealed class InferenceTimer : IStepTimer
{
    private readonly WorkerTeam _team;
    private readonly ShardPlan _plan;
    private readonly SampleSource _samples;
    private readonly int[] _rows;
    private readonly float[] _results;
    private readonly Action<int> _runShard;
    private readonly StepClock _clock = new();

    public InferenceTimer(Workload workload, int threads)
    {
        Sequential model = Networks.Create(workload);
        _samples = new ArraySource(Networks.Inputs(workload));
        _rows = [.. Enumerable.Range(0, workload.Batch)];
        _results = new float[workload.Batch * model.OutputShape.Features];
        model.Prepare(training: false);
        _plan = new ShardPlan(
            model, _samples, [_samples.InputShape], [], workload.Batch, new PassOptions(Training: false, CarryState: workload.CarriesState));
        _team = new WorkerTeam(threads);
        _runShard = RunShard;
    }

    public StepTimes Run(Pace pace)
    {
        _clock.Start(pace);
        do
        {
            _team.Run(_plan.Cut.Count, _runShard);
        }
        while (_clock.Tick());
        return _clock.Stop();
    }

    public void Dispose() => _team.Dispose();

    private void RunShard(int shard)
    {
        int first = _plan.Cut.Start(shard);
        _plan.Data(shard).Load(_samples, _rows.AsSpan(first, _plan.Cut.Length(shard)));
        _plan.Forward(shard);
        Span<float> outputs = _plan.Passes[shard].Output.Values;
        outputs.CopyTo(_results.AsSpan(first * (outputs.Length / _plan.Cut.Length(shard))));
    }
}
