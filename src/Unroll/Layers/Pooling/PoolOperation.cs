using System.Numerics.Tensors;
using Unroll.Data;
using Unroll.Kernels;

namespace Unroll.Layers;

/// <summary>
/// The pooling of several timesteps to one, feature by feature. All rows of a timestep are one block; where there is a mask each row is a
/// block of its own, and pools its real timesteps only.
/// </summary>
internal abstract class PoolOperation
{
    public static PoolOperation Maximum { get; } = new MaximumOperation();

    public static PoolOperation Average { get; } = new AverageOperation();

    /// <summary>Pools timesteps of the input to timestep <paramref name="at"/> of the output; zeros where none of them is real.</summary>
    public void Forward(TimeMajorSpan input, TimeWindow window, TimeMajorSpan output, int at)
    {
        Blocks blocks = new(input, window, at);
        for (int block = 0; block < blocks.Count; block++)
        {
            Span<float> result = blocks.Of(output, at, block);
            int count = 0;
            for (int t = blocks.First; t < blocks.End; t++)
            {
                if (!blocks.IsReal(t, block))
                {
                    continue;
                }

                Span<float> step = blocks.Of(input, t, block);
                if (count++ == 0)
                {
                    step.CopyTo(result);
                }
                else
                {
                    Join(step, result);
                }
            }

            if (count == 0)
            {
                result.Clear();
            }
            else
            {
                Finish(result, count);
            }
        }
    }

    /// <summary>Adds the gradient of timestep <paramref name="at"/> of the output to those of the pooled timesteps.</summary>
    public void Backward(
        TimeMajorSpan input, TimeWindow window, TimeMajorSpan output, TimeMajorSpan outputGradient, TimeMajorSpan inputGradient, int at)
    {
        Blocks blocks = new(input, window, at);
        for (int block = 0; block < blocks.Count; block++)
        {
            int count = 0;
            for (int t = blocks.First; t < blocks.End; t++)
            {
                count += blocks.IsReal(t, block) ? 1 : 0;
            }

            Span<float> gradient = blocks.Of(outputGradient, at, block);
            Finish(gradient, Math.Max(count, 1));
            for (int t = blocks.First; t < blocks.End; t++)
            {
                if (blocks.IsReal(t, block))
                {
                    Pass(blocks.Of(input, t, block), blocks.Of(output, at, block), gradient, blocks.Of(inputGradient, t, block));
                }
            }
        }
    }

    /// <summary>Joins one more timestep to the result.</summary>
    private protected abstract void Join(ReadOnlySpan<float> step, Span<float> result);

    /// <summary>Finishes a result, and its gradient, once its number of timesteps is known.</summary>
    private protected virtual void Finish(Span<float> result, int count)
    {
    }

    /// <summary>Adds a timestep's share of the gradient to it, and takes it from the gradient for the next.</summary>
    private protected abstract void Pass(
        ReadOnlySpan<float> step, ReadOnlySpan<float> result, Span<float> gradient, Span<float> stepGradient);

    private sealed class MaximumOperation : PoolOperation
    {
        private protected override void Join(ReadOnlySpan<float> step, Span<float> result) => TensorPrimitives.Max(result, step, result);

        private protected override void Pass(
            ReadOnlySpan<float> step, ReadOnlySpan<float> result, Span<float> gradient, Span<float> stepGradient) =>
            MaximumGradient.Take(step, result, gradient, stepGradient);
    }

    private sealed class AverageOperation : PoolOperation
    {
        private protected override void Join(ReadOnlySpan<float> step, Span<float> result) => TensorPrimitives.Add(result, step, result);

        private protected override void Finish(Span<float> result, int count) => TensorPrimitives.Multiply(result, 1f / count, result);

        private protected override void Pass(
            ReadOnlySpan<float> step, ReadOnlySpan<float> result, Span<float> gradient, Span<float> stepGradient) =>
            TensorPrimitives.Add(stepGradient, gradient, stepGradient);
    }

    /// <summary>The blocks that are pooled alike: all rows, or each row where there is a mask.</summary>
    private readonly ref struct Blocks
    {
        private readonly TimeMajorSpan _input;

        public Blocks(TimeMajorSpan input, TimeWindow window, int at)
        {
            _input = input;
            int start = (at * window.Stride) - window.PaddingBefore(input.Timesteps);
            First = Math.Max(start, 0);
            End = Math.Min(start + window.Size, input.Timesteps);
        }

        /// <summary>The first timestep of the input.</summary>
        public int First { get; }

        /// <summary>The timestep after the last.</summary>
        public int End { get; }

        public int Count => _input.IsMasked ? _input.Rows : 1;

        public Span<float> Of(TimeMajorSpan span, int timestep, int block) => _input.IsMasked ? span.At(timestep, block)
            : span.At(timestep);

        public bool IsReal(int timestep, int block) => !_input.IsMasked || _input.IsReal(timestep, block);
    }
}
