using Unroll.Data;

namespace Unroll.Layers;

/// <summary>How a convolution's sums are added up: y_t = b + Σ_k x_{t·stride + k·dilation − before}·W_k.</summary>
internal abstract class Convolution(TimeWindow window, Parameter kernel)
{
    /// <summary>Which timesteps an output sees.</summary>
    protected TimeWindow Window { get; } = window;

    /// <summary>[taps, features in a group, filters].</summary>
    protected Parameter Kernel { get; } = kernel;

    protected int Filters => Kernel.Dimensions[2];

    /// <summary>The same weights with another window of as many taps.</summary>
    public abstract Convolution With(TimeWindow window);

    /// <summary>Brings derived forms of the kernel up to date.</summary>
    /// <param name="training">Whether a backward pass follows.</param>
    public virtual void Prepare(bool training)
    {
    }

    /// <summary>Computes the sums.</summary>
    /// <param name="input">What comes in.</param>
    /// <param name="sums">[output timesteps, rows, filters], all of it written.</param>
    /// <param name="bias">One number a filter, or empty.</param>
    public abstract void Forward(TimeMajorSpan input, Span<float> sums, ReadOnlySpan<float> bias);

    /// <summary>Adds the gradients of kernel and input.</summary>
    /// <param name="input">What came in.</param>
    /// <param name="gradient">Gradient of the sums.</param>
    /// <param name="inputGradient">Added to; empty when nobody needs it.</param>
    /// <param name="kernelGradient">Added to.</param>
    public abstract void Backward(TimeMajorSpan input, ReadOnlySpan<float> gradient, TimeMajorSpan inputGradient, Span<float> kernelGradient);
}
