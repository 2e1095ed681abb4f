namespace Unroll.Series.Preparing;

/// <summary>Scales the range of the training part to 0 … 1; later values may lie outside.</summary>
public sealed class MinMaxScaler : Scaler
{
    internal const string KindName = "min-max";

    /// <summary>Creates a scaler from what was learned.</summary>
    /// <param name="minimum">Becomes 0.</param>
    /// <param name="maximum">Becomes 1; the same as the minimum for a constant column, which becomes 0.</param>
    /// <exception cref="ArgumentException">A parameter is not finite, or the maximum is below the minimum.</exception>
    public MinMaxScaler(double minimum, double maximum)
        : base(minimum, maximum == minimum ? 1 : maximum - minimum)
    {
        Minimum = minimum;
        Maximum = maximum;
    }

    /// <summary>Smallest value of the training part.</summary>
    public double Minimum { get; }

    /// <summary>Largest value of the training part.</summary>
    public double Maximum { get; }

    /// <inheritdoc/>
    public override string Name => KindName;

    /// <inheritdoc/>
    public override IReadOnlyList<double> Parameters => [Minimum, Maximum];

    /// <summary>Learns from the training part of a column; missing values are left out.</summary>
    /// <param name="training">The training part alone: what is scaled may be more.</param>
    /// <exception cref="InputException">There is no value.</exception>
    public static MinMaxScaler Fit(ReadOnlySpan<float> training)
    {
        double minimum = double.PositiveInfinity;
        double maximum = double.NegativeInfinity;
        foreach (float value in training)
        {
            if (!float.IsNaN(value))
            {
                minimum = Math.Min(minimum, value);
                maximum = Math.Max(maximum, value);
            }
        }

        return minimum <= maximum ? new MinMaxScaler(minimum, maximum) : throw AllMissing(training.Length);
    }
}
