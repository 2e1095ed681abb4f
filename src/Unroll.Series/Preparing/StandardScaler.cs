namespace Unroll.Series.Preparing;

/// <summary>Scales to mean 0 and standard deviation 1 over the training part.</summary>
public sealed class StandardScaler : Scaler
{
    internal const string KindName = "standard";

    /// <summary>Creates a scaler from what was learned.</summary>
    /// <param name="mean">Mean, in the column's unit.</param>
    /// <param name="standardDeviation">Standard deviation, in the column's unit, above 0.</param>
    /// <exception cref="ArgumentException">A parameter is not finite, or the deviation is not above 0.</exception>
    public StandardScaler(double mean, double standardDeviation)
        : base(mean, standardDeviation)
    {
        Mean = mean;
        StandardDeviation = standardDeviation;
    }

    /// <summary>Mean of the training part.</summary>
    public double Mean { get; }

    /// <summary>Standard deviation of the training part (of the population: divided by the count); 1 where the column is constant.</summary>
    public double StandardDeviation { get; }

    /// <inheritdoc/>
    public override string Name => KindName;

    /// <inheritdoc/>
    public override IReadOnlyList<double> Parameters => [Mean, StandardDeviation];

    /// <summary>Learns from the training part of a column; missing values are left out, sums are in double precision.</summary>
    /// <param name="training">The training part alone: what is scaled may be more.</param>
    /// <exception cref="InputException">There is no value.</exception>
    public static StandardScaler Fit(ReadOnlySpan<float> training)
    {
        double sum = 0;
        int count = 0;
        foreach (float value in training)
        {
            if (!float.IsNaN(value))
            {
                sum += value;
                count++;
            }
        }

        if (count == 0)
        {
            throw AllMissing(training.Length);
        }

        // In two passes: the one-pass formula loses the deviation of a column that is far from 0.
        double mean = sum / count;
        double squares = 0;
        foreach (float value in training)
        {
            if (!float.IsNaN(value))
            {
                squares += (value - mean) * (value - mean);
            }
        }

        // What rounding of the mean leaves over of a constant column is no deviation.
        double deviation = Math.Sqrt(squares / count);
        return new StandardScaler(mean, deviation > 1e-12 * Math.Abs(mean) ? deviation : 1);
    }
}
