using System.Runtime.InteropServices;
using Unroll.Series.Preparing;
using Unroll.Tasks.Learning;

namespace Unroll.Tasks.Evaluation;

/// <summary>
/// Bootstrap confidence intervals (Efron 1979) by percentiles; of neighbouring samples that resemble each other in blocks around a circle
/// (Politis and Romano 1992).
/// </summary>
public static class Bootstrap
{
    /// <summary>The interval of a measure.</summary>
    /// <param name="count">Number of samples.</param>
    /// <param name="measure">
    /// The measure of the samples with these indices, some of them several times; NaN where it is not defined.
    /// </param>
    /// <param name="options">The options.</param>
    /// <returns>
    /// The interval; NaN bounds where the measure is not defined for most resamples, or where there are fewer than two samples.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public static ConfidenceInterval Interval(int count, Func<IReadOnlyList<int>, double> measure, BootstrapOptions options)
    {
        ArgumentNullException.ThrowIfNull(measure);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.Resamples);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.BlockLength);
        ConfidenceInterval.RequireLevel(options.Level);
        if (count < 2)
        {
            return new ConfidenceInterval(double.NaN, double.NaN, options.Level);
        }

        RandomStream random = new(options.Seed);
        int[] drawn = new int[count];
        List<double> measures = [];
        for (int resample = 0; resample < options.Resamples; resample++)
        {
            for (int i = 0, start = 0; i < count; i++)
            {
                int within = i % options.BlockLength;
                start = within == 0 ? random.NextInt32(count) : start;
                drawn[i] = (int)(((long)start + within) % count);
            }

            double value = measure(drawn);
            if (!double.IsNaN(value))
            {
                measures.Add(value);
            }
        }

        measures.Sort();
        ReadOnlySpan<double> sorted = CollectionsMarshal.AsSpan(measures);
        return 2 * measures.Count <= options.Resamples
            ? new ConfidenceInterval(double.NaN, double.NaN, options.Level)
            : new ConfidenceInterval(
                Quantiles.OfSorted(sorted, (1 - options.Level) / 2), Quantiles.OfSorted(sorted, (1 + options.Level) / 2), options.Level);
    }

    /// <summary>The interval of a mean.</summary>
    /// <param name="values">The values.</param>
    /// <param name="options">The options.</param>
    /// <returns>The interval; NaN bounds where there are fewer than two values.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public static ConfidenceInterval OfMean(IReadOnlyList<double> values, BootstrapOptions options)
    {
        ArgumentNullException.ThrowIfNull(values);
        return Interval(values.Count, drawn =>
        {
            double sum = 0;
            for (int i = 0; i < drawn.Count; i++)
            {
                sum += values[drawn[i]];
            }

            return sum / drawn.Count;
        }, options);
    }
}
