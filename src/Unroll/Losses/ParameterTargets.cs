namespace Unroll.Losses;

/// <summary>Targets with several predicted parameters each.</summary>
internal static class ParameterTargets
{
    /// <summary>The targets' shape for a number of predictions each.</summary>
    /// <exception cref="ArgumentException">The number of features is no multiple of it.</exception>
    public static Shape ShapeFor(Shape output, int each, string what)
    {
        if (output.Features % each != 0)
        {
            throw new ArgumentException(
                $"The loss needs {what}, {each} predictions for each, but the model gives {output}: make the last layer's units a "
                + $"multiple of {each}.");
        }

        return output.IsSequence ? Shape.Sequence(output.Timesteps, output.Features / each) : Shape.Vector(output.Features / each);
    }
}
