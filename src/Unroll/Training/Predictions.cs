using System.Numerics.Tensors;
using Unroll.Data;
using Unroll.Layers;
using Unroll.Models;

namespace Unroll.Training;

/// <summary>Predicts all samples of a source, batch by batch, into one tensor for each output.</summary>
internal sealed class Predictions
{
    private readonly Model _model;
    private readonly SampleSource _samples;
    private readonly int _batchSize;
    private readonly WorkerTeam _team;
    private readonly int[] _indices;
    private readonly Shape[] _outputs;
    private readonly float[][] _values;
    private ShardPlan _plan = null!;
    private int _start;

    public Predictions(Model model, SampleSource samples, int batchSize, WorkerTeam team)
    {
        _model = model;
        _samples = samples;
        _batchSize = batchSize;
        _team = team;
        ModelRequirements.CheckInputs(model, samples);
        _outputs = model.Network.InferOutputs(samples.GetInputShapes());
        _indices = [.. Enumerable.Range(0, samples.Count)];
        _values = [.. _outputs.Select(output => new float[PassTensor.LengthOf(output, samples.Count)])];
    }

    public Tensor<float>[] ToTensors()
    {
        _model.Prepare(training: false);
        var plans = new ShardPlans(_model, _samples, [], new PassOptions(Training: false));
        Action<int> predictShard = PredictShard;
        for (_start = 0; _start < _samples.Count; _start += _batchSize)
        {
            _plan = plans.For(Math.Min(_batchSize, _samples.Count - _start));
            _team.Run(_plan.Cut.Count, predictShard);
        }

        return ToTensors(_values, _outputs, _samples.Count);
    }

    /// <summary>The numbers of all outputs as tensors.</summary>
    /// <param name="values">Of each output, [rows, timesteps, features].</param>
    /// <param name="outputs">Shapes of the outputs.</param>
    /// <param name="rows">Rows.</param>
    /// <returns>Of each output [rows, timesteps, features], or [rows, features] where vectors come out.</returns>
    public static Tensor<float>[] ToTensors(float[][] values, Shape[] outputs, int rows) => [
        .. outputs.Select((output, o) => output.IsSequence
        ? Tensor.Create(values[o], [rows, output.Timesteps, output.Features])
        : Tensor.Create(values[o], [rows, output.Features]))];

    private void PredictShard(int shard)
    {
        ShardPass pass = _plan.Passes[shard];
        int first = _start + _plan.Cut.Start(shard);
        _plan.Data(shard).Load(_samples, _indices.AsSpan(first, _plan.Cut.Length(shard)));
        _plan.Forward(shard);
        for (int o = 0; o < _outputs.Length; o++)
        {
            TimeMajorSpan output = pass.Outputs[o].Values;
            for (int row = 0; row < output.Rows; row++)
            {
                for (int t = 0; t < output.Timesteps; t++)
                {
                    output.At(t, row)
                        .CopyTo(_values[o].AsSpan(((((first + row) * output.Timesteps) + t) * output.Features), output.Features));
                }
            }
        }
    }
}
