using System.Numerics.Tensors;
using Unroll.Data;
using Unroll.Models;

namespace Unroll.Training;

/// <summary>Predicts all samples of a source, batch by batch, into one tensor.</summary>
internal sealed class Predictions
{
    private readonly Model _model;
    private readonly SampleSource _samples;
    private readonly int _batchSize;
    private readonly WorkerTeam _team;
    private readonly int[] _indices;
    private readonly Shape _output;
    private readonly float[] _values;
    private ShardPlan _plan = null!;
    private int _start;

    public Predictions(Model model, SampleSource samples, int batchSize, WorkerTeam team)
    {
        _model = model;
        _samples = samples;
        _batchSize = batchSize;
        _team = team;
        model.RequireInput(samples);
        _output = model.InferOutputs([samples.InputShape])[0];
        _indices = [.. Enumerable.Range(0, samples.Count)];
        _values = new float[checked(samples.Count * _output.Timesteps * _output.Features)];
    }

    public Tensor<float> ToTensor()
    {
        _model.Prepare(training: false);
        var plans = new ShardPlans(_model, _samples.InputShape, _output, training: false, []);
        Action<int> predictShard = PredictShard;
        for (_start = 0; _start < _samples.Count; _start += _batchSize)
        {
            _plan = plans.For(Math.Min(_batchSize, _samples.Count - _start));
            _team.Run(_plan.Cut.Count, predictShard);
        }

        return _output.IsSequence
            ? Tensor.Create(_values, [_samples.Count, _output.Timesteps, _output.Features])
            : Tensor.Create(_values, [_samples.Count, _output.Features]);
    }

    private void PredictShard(int shard)
    {
        ShardPass pass = _plan.Passes[shard];
        int first = _start + _plan.Cut.Start(shard);
        _samples.CopyInputs(_indices.AsSpan(first, _plan.Cut.Length(shard)), pass.Input);
        pass.Forward();
        TimeMajorSpan output = pass.Output;
        for (int row = 0; row < output.Rows; row++)
        {
            for (int t = 0; t < output.Timesteps; t++)
            {
                output.At(t, row).CopyTo(_values.AsSpan(((((first + row) * output.Timesteps) + t) * output.Features), output.Features));
            }
        }
    }
}
