using Unroll.Analysis.Trend;

namespace Unroll.Analysis.Decomposition;

/// <summary>
/// The classical decomposition: a centred moving average over a season as the trend, and the mean of what is left at each phase as the
/// season (Hyndman and Athanasopoulos, Forecasting: Principles and Practice, chapter 3.4).
/// </summary>
public static class ClassicalDecomposition
{
    /// <summary>Takes a series apart.</summary>
    /// <param name="values">The series, missing values as NaN.</param>
    /// <param name="period">Steps of a season, at least 2.</param>
    /// <param name="isMultiplicative">Whether the parts multiply to the series, whose values are above 0 then; else they add up.</param>
    /// <returns>The parts; trend and residual are NaN in the first and last half season, and around missing values.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The period is less than 2.</exception>
    /// <exception cref="InputException">
    /// The series is shorter than two seasons, a value is infinite, a phase has no value, or a factor would be of a value that is not above
    /// 0.
    /// </exception>
    public static SeriesDecomposition Decompose(ReadOnlySpan<double> values, int period, bool isMultiplicative = false)
    {
        Seasonality.Check(values, period, "The classical decomposition");
        if (isMultiplicative)
        {
            Seasonality.RequirePositive(values, "A multiplicative decomposition");
        }

        double[] trend = MovingAverage.Centered(values, period), sums = new double[period];
        int[] counts = new int[period];
        for (int i = 0; i < trend.Length; i++)
        {
            double rest = isMultiplicative ? values[i] / trend[i] : values[i] - trend[i];
            if (!double.IsNaN(rest))
            {
                sums[i % period] += rest;
                counts[i % period]++;
            }
        }

        int empty = Array.IndexOf(counts, 0);
        if (empty >= 0)
        {
            throw new InputException(
                $"Phase {empty} (from 0) of {period} has no value with a whole season around it: fill the gaps, or take a shorter period.");
        }

        double[] phases = [.. sums.Select((sum, phase) => sum / counts[phase])];
        double level = phases.Average();
        double[] season = new double[trend.Length], residual = new double[trend.Length];
        for (int i = 0; i < trend.Length; i++)
        {
            double phase = phases[i % period];
            season[i] = isMultiplicative ? phase / level : phase - level;
            residual[i] = isMultiplicative ? values[i] / (trend[i] * season[i]) : values[i] - trend[i] - season[i];
        }

        return new SeriesDecomposition(
            values.ToArray(), trend, [new(period, season, Strengths.Of(season, residual, values.ToArray(), isMultiplicative))], residual)
        {
            IsMultiplicative = isMultiplicative,
        };
    }
}
