namespace Unroll.Layers;

/// <summary>
/// A layer that merges two or more inputs, timestep by timestep: all vectors, or all sequences of as many timesteps. Where inputs have
/// padded timesteps, an output timestep is real if it is in all of them.
/// </summary>
public abstract class MergeLayer : Layer
{
    private protected MergeLayer()
    {
    }

    /// <inheritdoc/>
    public override bool IsStepwise => true;

    /// <inheritdoc/>
    public override bool GivesMask(int output, IReadOnlyList<bool> inputs, Shape outputShape)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return outputShape.IsSequence && inputs.Contains(true);
    }

    /// <inheritdoc/>
    public override void ComputeMask(LayerPass pass, int output, Span<bool> mask)
    {
        ArgumentNullException.ThrowIfNull(pass);
        mask.Fill(true);
        for (int input = 0; input < pass.InputCount; input++)
        {
            ReadOnlySpan<bool> real = pass.Input(input).Mask;
            for (int i = 0; i < real.Length; i++)
            {
                mask[i] &= real[i];
            }
        }
    }

    /// <inheritdoc/>
    public sealed override IReadOnlyList<Shape> GetOutputShapes(IReadOnlyList<Shape> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        string name = GetType().Name;
        if (inputs.Count < 2)
        {
            throw new ArgumentException(
                $"{name} joins two or more inputs, but got {inputs.Count}: {string.Join(", ", inputs)}. Give it several, as with "
                + $"new {name}().Apply(first, second).");
        }

        Shape joined = inputs[0];
        for (int i = 1; i < inputs.Count; i++)
        {
            Shape input = inputs[i];
            if (joined.IsSequence != input.IsSequence)
            {
                Shape sequence = joined.IsSequence ? joined : input;
                string timesteps = sequence.Timesteps == Shape.AnyLength ? "timesteps" : $"{sequence.Timesteps}";
                throw new ArgumentException(
                    $"{name} cannot join {joined} and {input}: one is a sequence, the other a vector. Repeat the vector at each timestep "
                    + $"with " +
                    $"RepeatVector({timesteps}), or make a vector of the sequence, for example with GlobalMaxPooling1D.");
            }

            bool isOpen = joined.Timesteps == Shape.AnyLength || input.Timesteps == Shape.AnyLength;
            if (!isOpen && joined.Timesteps != input.Timesteps)
            {
                throw new ArgumentException(
                    $"{name} cannot join {joined} and {input}: one has {CountFormatter.Format(joined.Timesteps, "timesteps")}, " +
                    $"the other {input.Timesteps}. " +
                    "Make them equal, for example with Cropping1D or ZeroPadding1D.");
            }

            int timestepsOfBoth = joined.Timesteps == Shape.AnyLength ? input.Timesteps : joined.Timesteps;
            int features = JoinFeatures(joined, input);
            joined = joined.IsSequence ? Shape.Sequence(timestepsOfBoth, features) : Shape.Vector(features);
        }

        return [joined];
    }

    /// <summary>Features of the output of two merged inputs.</summary>
    /// <exception cref="ArgumentException">They cannot be.</exception>
    private protected abstract int JoinFeatures(Shape left, Shape right);
}
