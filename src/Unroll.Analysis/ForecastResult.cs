using System.Text;
using MathNet.Numerics.Distributions;
using Unroll.Series.Preparing;

namespace Unroll.Analysis;

/// <summary>A forecast of the steps after the end of a series, with its uncertainty.</summary>
/// <param name="Mean">The forecast of each step.</param>
/// <param name="StandardError">The standard deviation of each step's error, by the model.</param>
public sealed record ForecastResult(double[] Mean, double[] StandardError)
{
    /// <summary>The number of steps.</summary>
    public int Horizon => Mean.Length;

    /// <summary>
    /// Samples of the coming values, [sample][step], where errors are not normal; null where intervals are the normal distribution's.
    /// </summary>
    public double[][]? Samples { get; init; }

    /// <summary>Prediction intervals.</summary>
    /// <param name="coverage">The probability of an interval, between 0 and 1: 0.95.</param>
    /// <exception cref="ArgumentOutOfRangeException">The coverage is not between 0 and 1.</exception>
    public PredictionIntervals Intervals(double coverage = 0.95)
    {
        if (!(coverage > 0 && coverage < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(coverage), coverage, $"Coverage is {coverage}, but must be between 0 and 1.");
        }

        if (Samples is { Length: > 0 } samples)
        {
            double[] lower = new double[Horizon], upper = new double[Horizon];
            double[] column = new double[samples.Length];
            for (int step = 0; step < Horizon; step++)
            {
                for (int i = 0; i < column.Length; i++)
                {
                    column[i] = samples[i][step];
                }

                Array.Sort(column);
                (lower[step], upper[step]) = (
                    Quantiles.OfSorted<double>(column, (1 - coverage) / 2), Quantiles.OfSorted<double>(column, (1 + coverage) / 2));
            }

            return new PredictionIntervals(coverage, lower, upper);
        }

        double width = Normal.InvCDF(0, 1, (1 + coverage) / 2);
        return new PredictionIntervals(
            coverage,
            [.. Mean.Zip(StandardError, (mean, error) => mean - (width * error))],
            [.. Mean.Zip(StandardError, (mean, error) => mean + (width * error))]);
    }

    private bool PrintMembers(StringBuilder builder) => RecordFormatter.AppendMembers(
        builder, (nameof(Mean), Mean), (nameof(StandardError), StandardError), (nameof(Horizon), Horizon), (nameof(Samples), Samples));
}
