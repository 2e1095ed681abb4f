using Unroll.Data;
using Unroll.Kernels;
using Unroll.Layers;

namespace Unroll.Training;

/// <summary>The samples of one shard: inputs with their masks, targets, and the weight of each timestep of them.</summary>
internal sealed class ShardData
{
    private readonly PassTensor[] _inputs;
    private readonly Shape[] _targetShapes;
    private readonly AlignedBuffer[] _targets;
    private readonly float[]?[] _weights;
    private readonly int[] _lengths;

    /// <summary>Makes room for a shard.</summary>
    /// <param name="inputs">The buffers of the inputs.</param>
    /// <param name="targets">Shapes of a sample's targets; empty without training.</param>
    /// <param name="weighted">Whether the timesteps of each target have weights.</param>
    /// <param name="rows">Rows.</param>
    public ShardData(IReadOnlyList<PassTensor> inputs, IReadOnlyList<Shape> targets, IReadOnlyList<bool> weighted, int rows)
    {
        _inputs = [.. inputs];
        _targetShapes = [.. targets];
        _targets = [.. targets.Select(shape => new AlignedBuffer(PassTensor.LengthOf(shape, rows)))];
        _weights = [.. targets.Select((shape, i) => weighted[i] ? new float[shape.Timesteps * rows] : null)];
        _lengths = new int[rows];
        Rows = rows;
    }

    public int Rows { get; }

    public TimeMajorSpan Target(int output)
    {
        Shape shape = _targetShapes[output];
        return new(_targets[output].Span, shape.Timesteps, Rows, shape.Features);
    }

    /// <summary>A weight for each timestep and row; empty where all are 1.</summary>
    public Span<float> Weights(int output) => _weights[output];

    /// <summary>Takes samples from a source.</summary>
    /// <param name="source">The source.</param>
    /// <param name="rows">Indices of the samples.</param>
    /// <param name="augmenter">What augments them; null for nothing.</param>
    /// <param name="epoch">Number of the epoch, which augmentations follow.</param>
    public void Load(SampleSource source, ReadOnlySpan<int> rows, SampleAugmenter? augmenter = null, int epoch = 0)
    {
        for (int i = 0; i < _inputs.Length; i++)
        {
            PassTensor input = _inputs[i];
            source.CopyInputs(i, rows, input.Values);
            if (input.Mask is { } mask)
            {
                source.CopyLengths(i, rows, _lengths);
                for (int t = 0, at = 0; at < mask.Length; t++)
                {
                    foreach (int length in _lengths)
                    {
                        mask[at++] = t < length;
                    }
                }

                input.ClearPadding(input.Buffer);
            }

            augmenter?.AugmentInput(i, rows, epoch, input.Values);
        }

        for (int o = 0; o < _targets.Length; o++)
        {
            source.CopyTargets(o, rows, Target(o));
            augmenter?.AugmentTarget(o, rows, epoch, Target(o));
            if (_weights[o] is not { } weights)
            {
                continue;
            }

            if (source.HasWeights(o))
            {
                source.CopyWeights(o, rows, weights);
            }
            else
            {
                Array.Fill(weights, 1f);
            }
        }
    }

    /// <summary>Takes some timesteps of longer sequences.</summary>
    /// <param name="whole">The whole sequences.</param>
    /// <param name="timestep">The first timestep to take.</param>
    public void LoadSlice(ShardData whole, int timestep)
    {
        // Time-major memory makes a run of timesteps one piece.
        for (int i = 0; i < _inputs.Length; i++)
        {
            PassTensor input = _inputs[i];
            int row = Rows * input.Shape.Features;
            whole._inputs[i].Buffer.Span.Slice(timestep * row, input.Buffer.Length).CopyTo(input.Buffer.Span);
            whole._inputs[i].Mask?.AsSpan(timestep * Rows, input.Shape.Timesteps * Rows).CopyTo(input.Mask);
        }

        for (int o = 0; o < _targets.Length; o++)
        {
            // A vector belongs to the whole sequence.
            int first = _targetShapes[o].IsSequence ? timestep : 0;
            whole._targets[o].Span.Slice(first * Rows * _targetShapes[o].Features, _targets[o].Length).CopyTo(_targets[o].Span);
            if (_weights[o] is not { } weights)
            {
                continue;
            }

            if (whole._weights[o] is { } all)
            {
                all.AsSpan(first * Rows, weights.Length).CopyTo(weights);
            }
            else
            {
                Array.Fill(weights, 1f);
            }
        }
    }

    /// <summary>Sets the weight of timesteps that the model masks to 0.</summary>
    public void TakeMask(int output, ReadOnlySpan<bool> mask)
    {
        Span<float> weights = _weights[output];
        for (int i = 0; i < mask.Length; i++)
        {
            if (!mask[i])
            {
                weights[i] = 0;
            }
        }
    }
}
