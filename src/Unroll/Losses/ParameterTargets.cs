namespace Unroll.Losses;

/// <summary>Targets where a model predicts several numbers for each.</summary>
internal static class ParameterTargets
{
    /// <summary>The targets' shape where each has so many predictions.</summary>
    /// <exception cref="ArgumentException">The features cannot be shared out so.</exception>
    public static Shape ShapeFor(Shape output, int each, string what)
    {
        if (output.Features % each != 0)
        {
            throw new ArgumentException(
                $"The loss needs {what}, {each} predictions for each, but the model gives {output}: make the last layer's units a multiple of {each}.");
        }

        return output.IsSequence ? Shape.Sequence(output.Timesteps, output.Features / each) : Shape.Vector(output.Features / each);
    }
}
