using Unroll.Data;
using Unroll.Kernels;

namespace Unroll.Layers;

/// <summary>
/// The computation of a convolution: y_t = f(b + Σ_k x_{t·stride + k·dilation − before}·W_k), some timesteps at a time, so that the results
/// of one step of the computation are still in the cache for the next.
/// </summary>
internal abstract class Convolution(TimeWindow window, Parameter kernel, ActivationFunction activation)
{
    /// <summary>Rows at a time: 256 rows of 64 filters are 64 KiB.</summary>
    private const int RowsAtATime = 256;

    /// <summary>The timesteps that an output depends on.</summary>
    protected TimeWindow Window { get; } = window;

    /// <summary>[taps, features in a group, filters].</summary>
    protected Parameter Kernel { get; } = kernel;

    /// <summary>f.</summary>
    protected ActivationFunction Activation { get; } = activation;

    protected int Filters => Kernel.Dimensions[2];

    /// <summary>Whether the gradient of the input is written rather than added to.</summary>
    protected virtual bool WritesInputGradient => false;

    /// <summary>The fastest implementation for a kernel.</summary>
    /// <param name="window">The timesteps that an output depends on.</param>
    /// <param name="kernel">[taps, features in a group, filters].</param>
    /// <param name="groups">Groups.</param>
    /// <param name="activation">f.</param>
    public static Convolution Create(TimeWindow window, Parameter kernel, int groups, ActivationFunction activation) =>
        kernel.Dimensions[1] == 1 && kernel.Dimensions[2] == groups ? new DepthwiseConvolution(window, kernel, activation)
        : groups == 1 && window.Stride == 1 && window.Size <= ShiftedProduct.MostShifts ? new ShiftedConvolution(window, kernel, activation)
        : new ProductConvolution(window, kernel, groups, activation);

    /// <summary>The same weights with another window of as many taps, for the forward pass alone.</summary>
    public abstract Convolution With(TimeWindow window);

    /// <summary>Brings derived forms of the kernel up to date.</summary>
    /// <param name="training">Whether a backward pass follows.</param>
    public virtual void Prepare(bool training)
    {
    }

    /// <summary>Computes the output.</summary>
    /// <param name="input">The input.</param>
    /// <param name="sums">The pre-activations, [output timesteps, rows, filters], all of it written. May be the output.</param>
    /// <param name="output">As long; all of it written.</param>
    /// <param name="bias">One number a filter, or empty.</param>
    public void Forward(TimeMajorSpan input, Span<float> sums, Span<float> output, ReadOnlySpan<float> bias)
    {
        int timesteps = Window.OutputTimesteps(input.Timesteps);
        for (int from = 0; from < timesteps; from += Chunk(input.Rows))
        {
            int to = Math.Min(from + Chunk(input.Rows), timesteps);
            Range part = (from * input.Rows * Filters)..(to * input.Rows * Filters);
            ForwardChunk(input, sums, bias, from, to);
            if (Activation is not Linear)
            {
                Activation.Forward(sums[part], output[part], Filters);
            }
        }
    }

    /// <summary>Adds the gradients of kernel and bias, and writes that of the input.</summary>
    /// <param name="input">The input.</param>
    /// <param name="sums">The pre-activations; empty where f does not need them.</param>
    /// <param name="output">The output.</param>
    /// <param name="gradient">Gradient of the output; that of the sums afterwards.</param>
    /// <param name="inputGradient">Receives the gradient of the input; empty when it is not needed.</param>
    /// <param name="kernelGradient">Added to.</param>
    /// <param name="biasGradient">Added to; empty where there is no bias.</param>
    public void Backward(
        TimeMajorSpan input,
        ReadOnlySpan<float> sums,
        ReadOnlySpan<float> output,
        Span<float> gradient,
        TimeMajorSpan inputGradient,
        Span<float> kernelGradient,
        Span<float> biasGradient)
    {
        if (!WritesInputGradient)
        {
            inputGradient.Values.Clear();
        }

        int timesteps = Window.OutputTimesteps(input.Timesteps);
        for (int from = 0; from < timesteps; from += Chunk(input.Rows))
        {
            int to = Math.Min(from + Chunk(input.Rows), timesteps);
            Range part = (from * input.Rows * Filters)..(to * input.Rows * Filters);
            if (Activation is not Linear)
            {
                Activation.Backward(sums.IsEmpty ? default : sums[part], output[part], gradient[part], gradient[part], Filters);
            }

            if (!biasGradient.IsEmpty)
            {
                Columns.AddSums(gradient[part], Filters, biasGradient);
            }

            BackwardChunk(input, gradient, inputGradient, kernelGradient, from, to);
        }
    }

    /// <summary>Computes the sums of the timesteps from <paramref name="from"/> up to but not including <paramref name="to"/>.</summary>
    protected abstract void ForwardChunk(TimeMajorSpan input, Span<float> sums, ReadOnlySpan<float> bias, int from, int to);

    /// <summary>Adds the gradients of kernel and input that come of these timesteps, which follow those of the last call.</summary>
    protected abstract void BackwardChunk(
        TimeMajorSpan input, ReadOnlySpan<float> gradient, TimeMajorSpan inputGradient, Span<float> kernelGradient, int from, int to);

    private static int Chunk(int rows) => Math.Max(1, RowsAtATime / rows);
}
