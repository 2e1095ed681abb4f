using Unroll.Series.Frames;

namespace Unroll.Tasks.Evaluation;

/// <summary>The baseline forecasts: naive and seasonal naive.</summary>
public static class Baselines
{
    /// <summary>Name of the naive forecast in results and files.</summary>
    public const string NaiveName = "naive";

    /// <summary>Name of the seasonal-naive forecast in results and files.</summary>
    public const string SeasonalNaiveName = "seasonal-naive";

    /// <summary>
    /// Share of the mean size of values below which their mean change is rounding: phases of a sinusoid a million rows on lose as much.
    /// </summary>
    private const double Rounding = 1e-12;

    /// <summary>
    /// The row that the seasonal-naive forecast takes: that of the same season in the last period that is known, <c>t + k − m ⌈k / m⌉</c>
    /// (Hyndman and Athanasopoulos, Forecasting: Principles and Practice, 5.2); negative where the series does not reach back so far.
    /// </summary>
    /// <param name="origin">Row of the last known value.</param>
    /// <param name="step">Steps ahead, from 1.</param>
    /// <param name="period">Rows in a season, from 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public static int SeasonalNaiveRow(int origin, int step, int period)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(step);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(period);
        int seasons = (step + period - 1) / period;
        return origin + step - (seasons * period);
    }

    /// <summary>
    /// The row that the seasonal-naive forecast takes of a series that knows its time zone: the same local time, whole seasons before, also
    /// across a change of the clocks. Without a zone, or where rows are uneven, <see cref="SeasonalNaiveRow(int, int, int)"/>.
    /// </summary>
    /// <param name="time">The stamps of the series.</param>
    /// <param name="origin">Row of the last known value.</param>
    /// <param name="step">Steps ahead, from 1; the row <paramref name="origin"/> + <paramref name="step"/> is there.</param>
    /// <param name="period">Rows in a season, from 1.</param>
    public static int SeasonalNaiveRow(TimeIndex time, int origin, int step, int period)
    {
        int row = SeasonalNaiveRow(origin, step, period), target = origin + step;
        if (row < 0 || time.Zone is null || time.Interval is not { } interval || (period * interval).Ticks % TimeSpan.TicksPerDay != 0)
        {
            return row;
        }

        TimeSpan shift = time.Local(target) - time.Local(row) - (time[target] - time[row]);
        int local = row + (int)(shift / interval);
        local = local > origin ? local - period : local;
        return Math.Max(local, -1);
    }

    /// <summary>
    /// The scales of MASE and RMSSE: the mean errors of the seasonal-naive forecast one step ahead within the training part, by local time
    /// as <see cref="SeasonalNaiveRow(TimeIndex, int, int, int)"/> counts. Points with a missing value are left out; NaN when none remains.
    /// A series that repeats itself but for rounding has the scales 0.
    /// </summary>
    /// <param name="time">The stamps of the training part.</param>
    /// <param name="training">The series in the training part.</param>
    /// <param name="period">Rows in a season <c>m</c>, from 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="period"/> is not positive.</exception>
    public static NaiveScale SeasonalNaiveScale(TimeIndex time, ReadOnlySpan<double> training, int period)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(period);
        double sum = 0, squares = 0, size = 0;
        int count = 0;
        for (int t = 1; t < training.Length; t++)
        {
            int row = SeasonalNaiveRow(time, t - 1, 1, period);
            double error = row < 0 ? double.NaN : Math.Abs(training[t] - training[row]);
            if (!double.IsNaN(error))
            {
                sum += error;
                size += Math.Abs(training[t]);
                squares += error * error;
                count++;
            }
        }

        return count == 0 ? new NaiveScale(double.NaN, double.NaN)
            : sum <= Rounding * size ? new NaiveScale(0, 0)
            : new NaiveScale(sum / count, squares / count);
    }
}
