using Unroll.Data;

namespace Unroll.Layers;

/// <summary>
/// A layer that pools a window that slides over time. Input: <c>[batch, timesteps, features]</c>, output: <c>[batch, output timesteps,
/// features]</c>. Padded timesteps are left out: both those of the window beyond the ends of a sequence and those of a shorter row.
/// </summary>
public abstract class Pooling1D : UnaryLayer
{
    private readonly PoolOperation _operation;
    private readonly TimeWindow _window;

    private protected Pooling1D(PoolOperation operation, int poolSize, PoolingOptions options)
    {
        LayerErrors.ThrowIfNotPositive(poolSize, GetType().Name, nameof(poolSize));
        if (options.Strides is { } stride)
        {
            Require.AtLeast(stride, 1, nameof(options.Strides));
        }

        if (WindowPaddings.Known(options.Padding) == WindowPadding.Causal)
        {
            throw new ArgumentException(
                $"{GetType().Name} has no causal padding: pool before the layer that must be causal, or use WindowPadding.Valid or Same.",
                nameof(options));
        }

        _operation = operation;
        _window = new TimeWindow(poolSize, options.Strides ?? poolSize, 1, options.Padding);
    }

    /// <summary>Timesteps of the window.</summary>
    public int PoolSize => _window.Size;

    /// <summary>Timesteps from one window to the next.</summary>
    public int Strides => _window.Stride;

    /// <summary>The padding at the ends of a sequence.</summary>
    public WindowPadding Padding => _window.Padding;

    internal override bool PassesValues => true;

    /// <inheritdoc/>
    public override Shape GetOutputShape(Shape input) => _window.GetOutputShape(input, input.Features, GetType().Name, "window");

    /// <inheritdoc/>
    public override void ComputeMask(LayerPass pass, int output, Span<bool> mask)
    {
        ArgumentNullException.ThrowIfNull(pass);
        _window.ComputeMask(pass.Input().Mask, pass.Rows, mask);
    }

    /// <inheritdoc/>
    public override void Forward(LayerWorkspace workspace, TimeMajorSpan input, TimeMajorSpan output, PassContext context)
    {
        for (int t = 0; t < output.Timesteps; t++)
        {
            _operation.Forward(input, _window, output, t);
        }
    }

    /// <inheritdoc/>
    public override void Backward(
        LayerWorkspace workspace,
        TimeMajorSpan input,
        TimeMajorSpan output,
        TimeMajorSpan outputGradient,
        TimeMajorSpan inputGradient,
        PassContext context)
    {
        if (inputGradient.IsEmpty)
        {
            return;
        }

        inputGradient.Values.Clear();
        for (int t = 0; t < output.Timesteps; t++)
        {
            _operation.Backward(input, _window, output, outputGradient, inputGradient, t);
        }
    }
}
