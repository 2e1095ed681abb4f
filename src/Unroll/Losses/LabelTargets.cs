namespace Unroll.Losses;

/// <summary>Targets encoded as class indices.</summary>
internal static class LabelTargets
{
    /// <summary>One feature at each timestep.</summary>
    public static Shape ShapeFor(Shape output) => output.IsSequence ? Shape.Sequence(output.Timesteps, 1) : Shape.Vector(1);

    /// <summary>The class of a target.</summary>
    /// <exception cref="ArgumentException">It is no whole number, or no class.</exception>
    public static int Read(float target, int classes)
    {
        int label = (int)target;
        return label == target && label >= 0 && label < classes
            ? label
            : throw new ArgumentException(
                $"A target is {target}, but the predictions have {CountFormatter.Format(classes, "classes")}: targets must be " +
                $"whole numbers from 0 to "
                + $"{classes - 1}.");
    }
}
