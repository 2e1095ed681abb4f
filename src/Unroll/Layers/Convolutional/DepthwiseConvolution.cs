using System.Numerics.Tensors;
using Unroll.Data;

namespace Unroll.Layers;

/// <summary>
/// A convolution with as many groups as features and filters: each filter sees one feature, so that a tap is a product of rows number by
/// number and no matrix product.
/// </summary>
internal sealed class DepthwiseConvolution(TimeWindow window, Parameter kernel, ActivationFunction activation)
    : Convolution(window, kernel, activation)
{
    public override Convolution With(TimeWindow window) => new DepthwiseConvolution(window, Kernel, Activation);

    protected override void ForwardChunk(TimeMajorSpan input, Span<float> sums, ReadOnlySpan<float> bias, int from, int to)
    {
        Taps taps = new(Window, input.Timesteps);
        for (int row = from * input.Rows; row < to * input.Rows; row++)
        {
            Span<float> sum = sums.Slice(row * Filters, Filters);
            sum.Clear();
            bias.CopyTo(sum);
            for (int tap = 0; tap < Window.Size; tap++)
            {
                if (taps.TryFind(row / input.Rows, tap, out int timestep))
                {
                    TensorPrimitives.MultiplyAdd(
                        input.At(timestep, row % input.Rows), Kernel.Values.Slice(tap * Filters, Filters), sum, sum);
                }
            }
        }
    }

    protected override void BackwardChunk(
        TimeMajorSpan input, ReadOnlySpan<float> gradient, TimeMajorSpan inputGradient, Span<float> kernelGradient, int from, int to)
    {
        Taps taps = new(Window, input.Timesteps);
        for (int row = from * input.Rows; row < to * input.Rows; row++)
        {
            ReadOnlySpan<float> dy = gradient.Slice(row * Filters, Filters);
            for (int tap = 0; tap < Window.Size; tap++)
            {
                if (!taps.TryFind(row / input.Rows, tap, out int timestep))
                {
                    continue;
                }

                Span<float> dw = kernelGradient.Slice(tap * Filters, Filters);
                TensorPrimitives.MultiplyAdd(input.At(timestep, row % input.Rows), dy, dw, dw);
                if (!inputGradient.IsEmpty)
                {
                    Span<float> dx = inputGradient.At(timestep, row % input.Rows);
                    TensorPrimitives.MultiplyAdd(dy, Kernel.Values.Slice(tap * Filters, Filters), dx, dx);
                }
            }
        }
    }

    /// <summary>The timestep of the input that an output sees through a tap.</summary>
    private readonly struct Taps(TimeWindow window, int timesteps)
    {
        private readonly int _before = window.PaddingBefore(timesteps);

        public bool TryFind(int output, int tap, out int timestep)
        {
            timestep = (output * window.Stride) + (tap * window.Dilation) - _before;
            return timestep >= 0 && timestep < timesteps;
        }
    }
}
