using System.Numerics.Tensors;

namespace Unroll.Tasks.Evaluation;

/// <summary>
/// The forecast Naive2 of the M4 competition (Makridakis, Spiliotis and Assimakopoulos 2020): the last value, seasonally adjusted by a
/// classical multiplicative decomposition where the series is seasonal, and the season put on again.
/// </summary>
public static class Naive2
{
    /// <summary>Name in results and files.</summary>
    public const string Name = "naive2";

    // The autocorrelation at a season is tested at 90 %, and over at least three seasons.
    private const double CriticalValue = 1.645;
    private const int FewestSeasons = 3;

    /// <summary>
    /// Whether a series is seasonal: its autocorrelation at the lag of a season is beyond 1.645 standard errors (Bartlett's formula), and
    /// it has three seasons or more. Missing values count as the mean.
    /// </summary>
    /// <param name="history">The series so far.</param>
    /// <param name="period">Rows in a season, from 1; a season of 1 is none.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="period"/> is not positive.</exception>
    public static bool IsSeasonal(ReadOnlySpan<double> history, int period)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(period);
        if (period == 1 || history.Length < FewestSeasons * (long)period)
        {
            return false;
        }

        double[] centred = Centred(history, out int known);
        double variance = TensorPrimitives.SumOfSquares<double>(centred), before = 0, last = 0;
        for (int lag = 1; lag <= period; lag++)
        {
            before += last * last;
            last = TensorPrimitives.Dot<double>(centred.AsSpan(0, centred.Length - lag), centred.AsSpan(lag)) / variance;
        }

        return variance > 0 && Math.Abs(last) > CriticalValue * Math.Sqrt((1 + (2 * before)) / known);
    }

    /// <summary>
    /// The multiplicative seasonal indices: the mean ratio of the values of each phase to their centred moving average over a season,
    /// scaled to a mean of 1. All are 1 where the series is not seasonal (<see cref="IsSeasonal"/>), or has a value that is not positive,
    /// so that there are no such ratios.
    /// </summary>
    /// <param name="history">The series so far.</param>
    /// <param name="period">Rows in a season, from 1.</param>
    /// <returns>An index for each phase; that of row r is at r modulo the period.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="period"/> is not positive.</exception>
    public static double[] SeasonalIndices(ReadOnlySpan<double> history, int period) =>
        SeasonalIndices(history, period, row => row % period);

    /// <summary>The seasonal indices by phases of their own.</summary>
    /// <param name="history">The series so far.</param>
    /// <param name="period">Rows in a season, from 1.</param>
    /// <param name="phaseOf">The phase of a row.</param>
    internal static double[] SeasonalIndices(ReadOnlySpan<double> history, int period, Func<int, int> phaseOf)
    {
        double[] indices = new double[period];
        Array.Fill(indices, 1);
        if (!IsSeasonal(history, period) || history.ContainsAnyInRange(double.NegativeInfinity, 0))
        {
            return indices;
        }

        double[] sums = new double[period];
        int[] counts = new int[period];
        int half = period / 2;
        bool isEven = period % 2 == 0;
        for (int row = half; row + half < history.Length; row++)
        {
            // Of an even season the first and the last value of the window count half each.
            ReadOnlySpan<double> window = history.Slice(row - half, (2 * half) + 1);
            double trend = (TensorPrimitives.Sum(window) - (isEven ? 0.5 * (window[0] + window[^1]) : 0)) / period;
            double ratio = history[row] / trend;
            if (double.IsFinite(ratio))
            {
                sums[phaseOf(row)] += ratio;
                counts[phaseOf(row)]++;
            }
        }

        if (counts.Contains(0))
        {
            return indices;
        }

        double mean = 0;
        for (int phase = 0; phase < period; phase++)
        {
            indices[phase] = sums[phase] / counts[phase];
            mean += indices[phase] / period;
        }

        TensorPrimitives.Divide(indices, mean, indices);
        return indices;
    }

    /// <summary>The forecast of the rows after a series.</summary>
    /// <param name="history">The series so far, at least one value.</param>
    /// <param name="period">Rows in a season, from 1.</param>
    /// <param name="horizon">Rows to forecast.</param>
    /// <exception cref="ArgumentException">The series is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is not positive.</exception>
    public static double[] Forecast(ReadOnlySpan<double> history, int period, int horizon)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(horizon);
        if (history.IsEmpty)
        {
            throw new ArgumentException("A series without values cannot be forecast.", nameof(history));
        }

        double[] indices = SeasonalIndices(history, period), forecast = new double[horizon];
        int origin = history.Length - 1;
        for (int step = 0; step < horizon; step++)
        {
            forecast[step] = history[origin] / indices[origin % period] * indices[(origin + 1 + step) % period];
        }

        return forecast;
    }

    private static double[] Centred(ReadOnlySpan<double> values, out int known)
    {
        (double sum, known) = (0, 0);
        foreach (double value in values)
        {
            if (!double.IsNaN(value))
            {
                sum += value;
                known++;
            }
        }

        double[] centred = new double[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            centred[i] = double.IsNaN(values[i]) ? 0 : values[i] - (sum / known);
        }

        return centred;
    }
}
