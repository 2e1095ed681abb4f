using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using Unroll.Kernels;
using Unroll.Models;

namespace Unroll.Training;

/// <content>What is done with each chunk: of parameters whose rows are updated apart, with its rows that have a gradient.</content>
internal sealed partial class GradientStep
{
    /// <summary>The place of the gradient of a run: in the first shard, or where gradients are kept.</summary>
    private Span<float> Gradient(in Chunk chunk, in RowRun run) =>
        (_plan is null ? _accumulated!.Span : _plan.Passes[0].ParameterGradients).Slice(chunk.Parameter.Offset + run.Start, run.Length);

    /// <summary>
    /// Goes to the next run of a chunk's weights that have a gradient: the whole chunk, or, where rows are updated apart, consecutive ones.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Next(in Chunk chunk, ref RowRun run)
    {
        if (chunk.Width != 0)
        {
            return NextRows(chunk, ref run);
        }

        // Most parameters: small steps are to pay nothing for the others.
        bool isFirst = run.Length == 0;
        run = new RowRun(chunk.Start, chunk.Length);
        return isFirst;
    }

    private bool NextRows(in Chunk chunk, ref RowRun run)
    {
        int at = run.Length == 0 ? chunk.Start : run.Start + run.Length, end = chunk.Start + chunk.Length;
        while (at < end && !HasGradient(chunk.Parameter, at / chunk.Width))
        {
            at += chunk.Width;
        }

        int start = at;
        while (at < end && HasGradient(chunk.Parameter, at / chunk.Width))
        {
            at += chunk.Width;
        }

        run = new RowRun(start, at - start);
        return start < end;
    }

    private bool HasGradient(Parameter parameter, int row)
    {
        if (_plan is null)
        {
            return _keptRows[parameter][row];
        }

        foreach (ShardPass pass in _plan.Passes)
        {
            if (pass.Context.GradientRows(parameter)![row])
            {
                return true;
            }
        }

        return false;
    }

    private void AddChunk(int index)
    {
        ref readonly Chunk chunk = ref _chunks[index];
        float largest = 0;
        for (RowRun run = default; Next(chunk, ref run);)
        {
            for (int shard = 1; shard < _plan!.Passes.Length; shard++)
            {
                _plan.Passes[0].AddGradients(_plan.Passes[shard], chunk.Parameter.Offset + run.Start, run.Length);
            }

            if (chunk.Width > 0)
            {
                // What other shards added lies in the first one now.
                _plan!.Passes[0].Context.GradientRows(chunk.Parameter).AsSpan(run.Start / chunk.Width, run.Length / chunk.Width).Fill(true);
            }

            largest = MathF.Max(largest, FiniteNumbers.MagnitudeBound(Gradient(chunk, run)));
        }

        _largest[index] = largest;
    }

    private void KeepChunk(int index)
    {
        ref readonly Chunk chunk = ref _chunks[index];
        for (RowRun run = default; Next(chunk, ref run);)
        {
            Span<float> kept = _accumulated!.Span.Slice(chunk.Parameter.Offset + run.Start, run.Length);
            TensorPrimitives.MultiplyAdd(Gradient(chunk, run), _weight, kept, kept);
            if (chunk.Width > 0)
            {
                _keptRows[chunk.Parameter].AsSpan(run.Start / chunk.Width, run.Length / chunk.Width).Fill(true);
            }
        }
    }

    private void AverageChunk(int index)
    {
        ref readonly Chunk chunk = ref _chunks[index];
        float largest = 0;
        for (RowRun run = default; Next(chunk, ref run);)
        {
            Span<float> gradient = Gradient(chunk, run);
            TensorPrimitives.Multiply(gradient, _weight, gradient);
            largest = MathF.Max(largest, FiniteNumbers.MagnitudeBound(gradient));
        }

        _largest[index] = largest;
    }

    private void MeasureChunk(int index)
    {
        ref readonly Chunk chunk = ref _chunks[index];
        double squares = 0;
        for (RowRun run = default; Next(chunk, ref run);)
        {
            Span<float> gradient = Gradient(chunk, run);
            if (chunk.Parameter.Regularizer is { } regularizer)
            {
                regularizer.AddGradient(chunk.Parameter.Values.Slice(run.Start, run.Length), gradient, 1f);
                _largest[index] = FiniteNumbers.MagnitudeBound(gradient);
            }

            squares += NeedsNorms ? FixedOrder.SumOfSquares(gradient) : 0;
        }

        if (NeedsNorms)
        {
            _squares[index] = squares;
        }
    }

    private void UpdateChunk(int index)
    {
        ref readonly Chunk chunk = ref _chunks[index];
        for (RowRun run = default; Next(chunk, ref run);)
        {
            Span<float> gradient = Gradient(chunk, run);
            if (_scale != 1f)
            {
                TensorPrimitives.Multiply(gradient, _scale, gradient);
            }

            _clipping?.ClampElements(gradient);
            _state.UpdateRange(chunk.Parameter.Values.Slice(run.Start, run.Length), gradient, chunk.Parameter.Offset + run.Start);
        }
    }

    /// <summary>A part of a parameter's weights.</summary>
    /// <param name="Parameter">The parameter.</param>
    /// <param name="Start">Its first weight.</param>
    /// <param name="Length">Its weights.</param>
    /// <param name="Width">Length of its rows, where they are updated apart; else 0.</param>
    private readonly record struct Chunk(Parameter Parameter, int Start, int Length, int Width);

    /// <summary>Consecutive weights of a parameter that have a gradient.</summary>
    private readonly record struct RowRun(int Start, int Length);
}
