namespace Unroll.Tests.Oracles;

/// <summary>Derivatives of a loss by central differences in double precision.</summary>
internal static class CentralDifferences
{
    // With h = 1e-6 the truncation error is of the order of h², the rounding error of 1e-16/h: both about 1e-10 of the loss' size. A larger
    // h would step over the kinks of ReLU now and then.
    private const double Step = 1e-6;

    /// <summary>The derivative with respect to one of the values.</summary>
    public static double At(double[] values, int index, Func<double> loss)
    {
        double value = values[index];
        values[index] = value + Step;
        double above = loss();
        values[index] = value - Step;
        double below = loss();
        values[index] = value;
        return (above - below) / (2 * Step);
    }

    /// <summary>
    /// The derivative along a direction. Two evaluations judge all elements at once: with random directions an error in any element shows.
    /// </summary>
    public static double Along(double[] values, ReadOnlySpan<double> direction, Func<double> loss)
    {
        double[] original = [.. values];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = original[i] + (Step * direction[i]);
        }

        double above = loss();
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = original[i] - (Step * direction[i]);
        }

        double below = loss();
        original.CopyTo(values, 0);
        return (above - below) / (2 * Step);
    }
}
