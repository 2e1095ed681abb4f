namespace Unroll.Series.Preparing;

/// <summary>A scaler to mean 0 and standard deviation 1 of the training part. A constant column becomes 0.</summary>
internal sealed class StandardScaler : Scaler
{
    internal StandardScaler(double mean, double standardDeviation)
        : base(mean, standardDeviation)
    {
    }

    /// <inheritdoc/>
    public override string Name => "standard";

    /// <summary>Fits mean and standard deviation (of the population).</summary>
    /// <param name="training">The column in the training part; NaN is ignored.</param>
    /// <exception cref="InputException">Every value is missing.</exception>
    public static StandardScaler Fit(ReadOnlySpan<double> training)
    {
        RequireKnown(training);
        double sum = 0;
        long count = 0;
        foreach (double value in training)
        {
            if (!double.IsNaN(value))
            {
                sum += value;
                count++;
            }
        }

        // The sum of the differences from the mean corrects its rounding error, so that small differences about a large mean keep their
        // digits.
        double mean = sum / count, squares = 0, rest = 0;
        foreach (double value in training)
        {
            double difference = double.IsNaN(value) ? 0 : value - mean;
            rest += difference;
            squares += difference * difference;
        }

        double first = training[training.IndexOfAnyExcept(double.NaN)];
        bool isConstant = !training.ContainsAnyExcept(double.NaN, first);
        mean = isConstant ? first : mean + (rest / count);
        double deviation = isConstant ? 0 : Math.Sqrt(Math.Max(0, (squares - (rest * rest / count)) / count));
        return new StandardScaler(mean, deviation > 0 ? deviation : 1);
    }
}
