namespace Unroll.Layers;

/// <summary>A layer that merges inputs of the same shape element by element, and keeps that shape.</summary>
public abstract class ElementwiseMerge : MergeLayer
{
    private protected ElementwiseMerge()
    {
    }

    private protected override int JoinFeatures(Shape left, Shape right) => left.Features == right.Features
        ? left.Features
        : throw new ArgumentException(
            $"{GetType().Name} cannot join {left} and {right}: one has {CountFormatter.Format(left.Features, "features")}, the " +
            $"other {right.Features}. " +
            "Bring them to as many with a Dense layer, or use Concatenate.");
}
