namespace Unroll.Series.Preparing;

/// <summary>A scaler of the training part to 0 … 1; later values may lie outside. A constant column becomes 0.</summary>
internal sealed class MinMaxScaler : Scaler
{
    internal MinMaxScaler(double minimum, double range)
        : base(minimum, range)
    {
    }

    /// <inheritdoc/>
    public override string Name => "min-max";

    /// <summary>Fits minimum and range.</summary>
    /// <param name="training">The column in the training part; NaN is ignored.</param>
    /// <exception cref="InputException">Every value is missing.</exception>
    public static MinMaxScaler Fit(ReadOnlySpan<double> training)
    {
        RequireKnown(training);
        double minimum = double.PositiveInfinity, maximum = double.NegativeInfinity;
        foreach (double value in training)
        {
            // Comparisons with NaN are false.
            minimum = value < minimum ? value : minimum;
            maximum = value > maximum ? value : maximum;
        }

        double range = maximum - minimum;
        return new MinMaxScaler(minimum, range > 0 ? range : 1);
    }
}
