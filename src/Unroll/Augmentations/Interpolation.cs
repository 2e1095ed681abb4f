using System.Numerics.Tensors;

namespace Unroll.Augmentations;

/// <summary>Linear interpolation between the steps of a sequence.</summary>
internal static class Interpolation
{
    /// <summary>The features at a moment between two steps.</summary>
    /// <param name="sequence">[timesteps, features].</param>
    /// <param name="features">Features.</param>
    /// <param name="position">The moment, in steps from 0 to the last.</param>
    /// <param name="destination">Receives the features; no part of the sequence.</param>
    public static void At(ReadOnlySpan<float> sequence, int features, double position, Span<float> destination)
    {
        int last = (sequence.Length / features) - 1, step = Math.Clamp((int)position, 0, last);
        ReadOnlySpan<float> before = sequence.Slice(step * features, features);
        ReadOnlySpan<float> after = sequence.Slice(Math.Min(step + 1, last) * features, features);
        float share = (float)Math.Clamp(position - step, 0, 1);
        if (share == 0)
        {
            before.CopyTo(destination);
            return;
        }

        TensorPrimitives.Subtract(after, before, destination);
        TensorPrimitives.MultiplyAdd(destination, share, before, destination);
    }
}
