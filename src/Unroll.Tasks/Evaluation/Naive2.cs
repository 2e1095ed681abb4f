using System.Numerics.Tensors;
using Unroll.Analysis.Periodicity;

namespace Unroll.Tasks.Evaluation;

/// <summary>
/// The forecast Naive2 of the M4 competition (Makridakis, Spiliotis and Assimakopoulos 2020): the last value, seasonally adjusted by a
/// classical multiplicative decomposition where the series is seasonal, and the season put on again.
/// </summary>
public static class Naive2
{
    /// <summary>Name in results and files.</summary>
    public const string Name = "naive2";

    private const int FewestSeasons = 3;

    // Of a long series the last rows tell its season, or as many seasons of a long one.
    private const int MostRows = 1 << 18;
    private const int MostSeasons = 16;

    /// <summary>
    /// Whether a series is seasonal: its autocorrelation at the lag of a season is beyond 1.645 standard errors (Bartlett's formula), and
    /// it has three seasons or more. Missing values count as the mean. Of a series of more than 262,144 rows, its last so many count, or
    /// its last sixteen seasons where these are more.
    /// </summary>
    /// <param name="history">The series so far.</param>
    /// <param name="period">Rows in a season, from 1; a season of 1 is none.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="period"/> is not positive.</exception>
    public static bool IsSeasonal(ReadOnlySpan<double> history, int period)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(period);
        return period > 1 && history.Length >= FewestSeasons * (long)period
            && Autocorrelation.IsSeasonal(history[OldRows(history.Length, period)..], period);
    }

    /// <summary>
    /// The multiplicative seasonal indices: the mean ratio of the values of each phase to their centred moving average over a season,
    /// scaled to a mean of 1. All are 1 where the series is not seasonal (<see cref="IsSeasonal"/>), or has a value that is not positive,
    /// so that there are no such ratios. Of a long series the last rows count, as they do there.
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
        int old = OldRows(history.Length, period);
        bool isSeasonal = IsSeasonal(history, period);
        history = history[old..];
        if (!isSeasonal || history.ContainsAnyInRange(double.NegativeInfinity, 0))
        {
            return indices;
        }

        double[] sums = new double[period];
        int[] counts = new int[period];
        int half = period / 2;
        bool isEven = period % 2 == 0;
        (double sum, int missing) = (0, 0);
        for (int row = half; row + half < history.Length; row++)
        {
            ReadOnlySpan<double> window = history.Slice(row - half, (2 * half) + 1);
            if ((row - half) % period == 0)
            {
                // Anew once a season, so that rounding does not add up.
                (sum, missing) = (0, 0);
                foreach (double value in window)
                {
                    Count(value, 1);
                }
            }
            else
            {
                Count(history[row - half - 1], -1);
                Count(window[^1], 1);
            }

            // Of an even season the first and the last value of the window count half each.
            double trend = missing > 0 ? double.NaN : (sum - (isEven ? 0.5 * (window[0] + window[^1]) : 0)) / period;
            double ratio = history[row] / trend;
            if (double.IsFinite(ratio))
            {
                sums[phaseOf(old + row)] += ratio;
                counts[phaseOf(old + row)]++;
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

        void Count(double value, int times)
        {
            (sum, missing) = double.IsNaN(value) ? (sum, missing + times) : (sum + (times * value), missing);
        }
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

    /// <summary>Rows at the start of a long series that do not count for its season.</summary>
    private static int OldRows(int rows, int period) => (int)Math.Max(0, rows - Math.Max(MostRows, (long)MostSeasons * period));
}
