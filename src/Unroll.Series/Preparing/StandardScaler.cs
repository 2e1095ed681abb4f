namespace Unroll.Series.Preparing;

/// <summary>Scales to mean 0 and standard deviation 1 over the training part. A constant column becomes 0.</summary>
public sealed class StandardScaler : Scaler
{
    internal StandardScaler(double mean, double standardDeviation)
        : base(mean, standardDeviation)
    {
    }

    /// <inheritdoc/>
    public override string Name => "standard";

    /// <summary>Learns mean and standard deviation (of the population).</summary>
    /// <param name="training">The column in the training part; NaN is passed over.</param>
    /// <exception cref="InputException">Every value is missing.</exception>
    public static StandardScaler Fit(ReadOnlySpan<float> training)
    {
        float[] known = Known(training);
        double mean = known.Average(value => (double)value);
        double deviation = Math.Sqrt(known.Average(value => (value - mean) * (value - mean)));
        return new StandardScaler(mean, deviation > 0 ? deviation : 1);
    }
}
