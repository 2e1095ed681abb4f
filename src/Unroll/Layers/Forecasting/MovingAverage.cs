using System.Numerics.Tensors;
using Unroll.Data;

namespace Unroll.Layers;

/// <summary>
/// The moving average of each feature, as many timesteps as come in: the first value stands for those before the sequence, the last for
/// those behind it, as in DLinear (Zeng et al. 2023). A window of an even number has one timestep more behind its own than before it.
/// </summary>
/// <param name="kernelSize">Timesteps of the window.</param>
internal sealed class MovingAverage(int kernelSize) : UnaryLayer
{
    /// <inheritdoc/>
    public override Shape GetOutputShape(Shape input) => input;

    internal override bool PassesValues => true;

    /// <inheritdoc/>
    public override void Forward(LayerWorkspace workspace, TimeMajorSpan input, TimeMajorSpan output, PassContext context)
    {
        for (int t = 0; t < input.Timesteps; t++)
        {
            Span<float> mean = output.At(t);
            mean.Clear();
            for (int k = 0; k < kernelSize; k++)
            {
                TensorPrimitives.Add(mean, input.At(Source(t, k, input.Timesteps)), mean);
            }

            TensorPrimitives.Divide(mean, kernelSize, mean);
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
        for (int t = 0; t < input.Timesteps; t++)
        {
            for (int k = 0; k < kernelSize; k++)
            {
                Span<float> gradient = inputGradient.At(Source(t, k, input.Timesteps));
                TensorPrimitives.MultiplyAdd(outputGradient.At(t), 1f / kernelSize, gradient, gradient);
            }
        }

        inputGradient.ClearPadding();
    }

    private int Source(int timestep, int tap, int timesteps) =>
        Math.Clamp(timestep + tap - ((kernelSize - 1) / 2), 0, timesteps - 1);
}
