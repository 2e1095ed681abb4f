namespace Unroll.Series.Preparing;

/// <summary>
/// A scaler to median 0 and interquartile range 1 of the training part, which outliers do not move. A column whose middle half is constant
/// is scaled by 1.
/// </summary>
internal sealed class RobustScaler : Scaler
{
    internal RobustScaler(double median, double interquartileRange)
        : base(median, interquartileRange)
    {
    }

    /// <inheritdoc/>
    public override string Name => "robust";

    /// <summary>Fits median and interquartile range; between two values, quantiles are interpolated.</summary>
    /// <param name="training">The column in the training part; NaN is ignored.</param>
    /// <exception cref="InputException">Every value is missing.</exception>
    public static RobustScaler Fit(ReadOnlySpan<double> training)
    {
        double[] known = new double[RequireKnown(training)];
        int next = 0;
        foreach (double value in training)
        {
            if (!double.IsNaN(value))
            {
                known[next++] = value;
            }
        }

        Array.Sort(known);
        double range = Quantiles.OfSorted(known, 0.75) - Quantiles.OfSorted(known, 0.25);
        return new RobustScaler(Quantiles.OfSorted(known, 0.5), range > 0 ? range : 1);
    }
}
