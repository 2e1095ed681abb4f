using System.Numerics.Tensors;
using Unroll.Catalogue;
using Unroll.Data;
using Unroll.Kernels;

namespace Unroll.Layers;

/// <summary>
/// A layer that sets a random share of its input to zero in training and scales the rest up by 1 / (1 − rate), so that the expected sum
/// stays (Srivastava et al. 2014). In prediction it changes nothing.
/// </summary>
public sealed class Dropout : UnaryLayer
{
    private static readonly Setting<Dropout, float> _rate = LayerSettings.Required<Dropout>(
        "rate", layer => layer.Rate, "Share that is dropped in training.", NumberRange.ShareBelowOne, "rate: 0.2");

    internal static LayerEntry Entry { get; } = new(
        "dropout", typeof(Dropout), "Drops a share of its input in training, at random.",
        [_rate],
        values => new Dropout(values.Get(_rate)))
    {
        Shorthand = _rate,
        Formula = "y = x·m/(1 − rate), m = 0 with probability rate",
        Example = "dropout: 0.2",
    };

    /// <summary>Creates the layer.</summary>
    /// <param name="rate">Share that is dropped, from 0 up to but not including 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="rate"/> is not in that range.</exception>
    public Dropout(float rate)
    {
        Require.FractionBelowOne(rate, nameof(rate));
        Rate = rate;
    }

    /// <summary>Share that is dropped.</summary>
    public float Rate { get; }

    internal override bool PassesValues => true;

    /// <inheritdoc/>
    public override bool IsStepwise => true;

    /// <inheritdoc/>
    public override Shape GetOutputShape(Shape input) => input;

    /// <inheritdoc/>
    public override LayerWorkspace CreateWorkspace(int rows, int timesteps, bool training) =>
        new Workspace(rows, timesteps, training ? rows * timesteps * OutputShape.Features : 0);

    /// <inheritdoc/>
    public override void Forward(LayerWorkspace workspace, TimeMajorSpan input, TimeMajorSpan output, PassContext context)
    {
        if (!context.IsTraining || Rate == 0)
        {
            input.Values.CopyTo(output.Values);
            return;
        }

        Span<float> mask = ((Workspace)workspace).Mask.Span[..input.Values.Length];
        DropoutMask.Draw(mask, Rate, context.Random);
        TensorPrimitives.Multiply(input.Values, mask, output.Values);
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

        if (!context.IsTraining || Rate == 0)
        {
            outputGradient.Values.CopyTo(inputGradient.Values);
            return;
        }

        TensorPrimitives.Multiply(outputGradient.Values, ((Workspace)workspace).Mask.Span[..input.Values.Length], inputGradient.Values);
    }

    private sealed class Workspace(int rows, int timesteps, int length) : LayerWorkspace(rows, timesteps)
    {
        /// <summary>0 or 1 / (1 − rate) for each element of the input.</summary>
        public AlignedBuffer Mask { get; } = new(length);
    }
}
