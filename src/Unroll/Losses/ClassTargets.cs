namespace Unroll.Losses;

/// <summary>Label smoothing and class weights of losses over classes.</summary>
internal static class ClassTargets
{
    /// <summary>Smallest probability whose logarithm is taken, as in Keras.</summary>
    public const float Epsilon = 1e-7f;

    public static float[]? CheckWeights(IReadOnlyList<float>? weights)
    {
        foreach (float weight in weights ?? [])
        {
            if (!(weight >= 0) || !float.IsFinite(weight))
            {
                throw new ArgumentException($"A class weight is {weight}: weights must be finite and at least 0.", nameof(weights));
            }
        }

        return weights is null ? null : [.. weights];
    }

    /// <summary>One class of one is certain: there is nothing to learn.</summary>
    public static void RequireClasses(Shape output, string loss)
    {
        if (output.Features < 2)
        {
            throw new ArgumentException(
                $"{loss} needs a prediction for each class, at least 2, but the model gives {output}: give the last layer a unit for each "
                + $"class, or choose {nameof(BinaryCrossEntropy)} for a yes or no.");
        }
    }

    public static void CheckClasses(float[]? weights, int classes, string loss)
    {
        if (weights is not null && weights.Length != classes)
        {
            throw new ArgumentException(
                $"{loss} has {CountFormatter.Format(weights.Length, "class weights")}, but the predictions have " +
                $"{CountFormatter.Format(classes, "classes")}: give one for each.");
        }
    }
}
