namespace Unroll.Analysis.Periodicity;

/// <summary>Measurements at times from 0, with weights, without their mean.</summary>
/// <param name="First">The first time.</param>
/// <param name="Times">Times since then.</param>
/// <param name="Products">Weights times values without their weighted mean, and weights, in turn.</param>
/// <param name="Weight">Sum of the weights.</param>
/// <param name="Bin">Width of a bin of the fold.</param>
internal sealed record BoxSample(double First, double[] Times, double[] Products, double Weight, double Bin)
{
    /// <summary>Checks and weighs measurements; missing ones are left out.</summary>
    public static BoxSample Of(ReadOnlySpan<double> times, ReadOnlySpan<double> values, ReadOnlySpan<double> errors, double bin)
    {
        LombScargleSample sample = LombScargleSample.Of(times, values, errors);
        double first = double.PositiveInfinity, sum = 0;
        for (int i = 0; i < values.Length; i++)
        {
            if (!double.IsNaN(values[i]))
            {
                first = Math.Min(first, times[i]);
                sum += errors.IsEmpty ? 1 : 1 / (errors[i] * errors[i]);
            }
        }

        double[] pairs = new double[2 * sample.Times.Length];
        for (int i = 0; i < sample.Times.Length; i++)
        {
            (pairs[2 * i], pairs[(2 * i) + 1]) = (sample.Products[i] * sum, sample.Weights[i] * sum);
        }

        return new BoxSample(first, sample.Times, pairs, sum, bin);
    }
}
