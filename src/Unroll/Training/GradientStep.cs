using System.Numerics.Tensors;
using Unroll.Kernels;
using Unroll.Models;
using Unroll.Optimizers;

namespace Unroll.Training;

/// <summary>
/// What follows the shards' backward passes: their gradients are added in shard order, limited, and handed to the optimizer. Cut into chunks
/// of fixed length, so that large models use all threads and every model gets the same bits on any number of them.
/// </summary>
internal sealed class GradientStep
{
    private const int ChunkLength = 16384;

    private readonly Chunk[] _chunks;
    private readonly double[] _squares;
    private readonly Parameter[] _parameters;
    private readonly OptimizerState _state;
    private readonly GradientClipping? _clipping;
    private readonly WorkerTeam _team;
    private readonly Action<int> _addChunk;
    private readonly Action<int> _updateChunk;
    private ShardPlan _plan = null!;
    private float _scale;

    public GradientStep(Model model, OptimizerState state, WorkerTeam team)
    {
        _parameters = [.. model.Parameters];
        _state = state;
        _clipping = state.Optimizer.Clipping;
        _team = team;
        List<Chunk> chunks = [];
        foreach (Parameter parameter in _parameters)
        {
            for (int start = 0; start < parameter.Length; start += ChunkLength)
            {
                chunks.Add(new Chunk(parameter, start, Math.Min(ChunkLength, parameter.Length - start)));
            }
        }

        _chunks = [.. chunks];
        _squares = new double[_chunks.Length];
        _addChunk = AddChunk;
        _updateChunk = UpdateChunk;
    }

    /// <summary>Makes one step with the gradients of a plan's shards.</summary>
    public void Run(ShardPlan plan)
    {
        _plan = plan;
        _state.BeginStep();

        // Waking threads costs more than a small model's whole update.
        bool small = IsSmall();
        RunChunks(small, _addChunk);
        _scale = 1f;
        if (_clipping is not null)
        {
            double squares = 0;
            foreach (double square in _squares)
            {
                squares += square;
            }

            _scale = _clipping.ScaleFor(Math.Sqrt(squares));
        }

        RunChunks(small, _updateChunk);
        foreach (Parameter parameter in _parameters)
        {
            parameter.MarkChanged();
        }
    }

    private bool IsSmall() => _state.Length <= 4 * ChunkLength;

    private void RunChunks(bool small, Action<int> work)
    {
        if (!small)
        {
            _team.Run(_chunks.Length, work);
            return;
        }

        for (int chunk = 0; chunk < _chunks.Length; chunk++)
        {
            work(chunk);
        }
    }

    private Span<float> Gradient(in Chunk chunk) =>
        _plan.Passes[0].ParameterGradients.Slice(chunk.Parameter.Offset + chunk.Start, chunk.Length);

    private void AddChunk(int index)
    {
        ref readonly Chunk chunk = ref _chunks[index];
        for (int shard = 1; shard < _plan.Passes.Length; shard++)
        {
            _plan.Passes[0].AddGradients(_plan.Passes[shard], chunk.Parameter.Offset + chunk.Start, chunk.Length);
        }

        if (_clipping is { NeedsNorm: true })
        {
            _squares[index] = FixedOrder.SumOfSquares(Gradient(chunk));
        }
    }

    private void UpdateChunk(int index)
    {
        ref readonly Chunk chunk = ref _chunks[index];
        Span<float> gradient = Gradient(chunk);
        if (_scale != 1f)
        {
            TensorPrimitives.Multiply(gradient, _scale, gradient);
        }

        _clipping?.ClampElements(gradient);
        _state.UpdateRange(chunk.Parameter.Values.Slice(chunk.Start, chunk.Length), gradient, chunk.Parameter.Offset + chunk.Start);
    }

    private readonly record struct Chunk(Parameter Parameter, int Start, int Length);
}
