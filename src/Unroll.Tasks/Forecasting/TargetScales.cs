using Unroll.Series.Frames;
using Unroll.Series.Preparing;
using Unroll.Tasks.Evaluation;

namespace Unroll.Tasks.Forecasting;

/// <summary>The scales of a target's errors, from the rows of the training part in the unit of the file.</summary>
internal static class TargetScales
{
    private const double Rounding = 1e-13;

    /// <summary>
    /// The mean, over the training series, of the error of the seasonal-naive forecast in the training part, and the standard deviation of
    /// the rows of all of them.
    /// </summary>
    public static NaiveScale Of(PreparedSet prepared, IReadOnlyList<SeriesParts> rows, string target, int season)
    {
        Frame[] parts = [.. prepared.Items.Zip(rows)
            .SelectMany(pair => pair.Second.Training.Select(run => pair.First.Raw.Slice(run.Start, run.Count)))];
        NaiveScale[] scales =
        [
            .. parts.Select(training => Baselines.SeasonalNaiveScale(training.Time, training.Column(target), season))
                .Where(scale => double.IsFinite(scale.Absolute)),
        ];
        return scales.Length == 0
            ? new NaiveScale(double.NaN, double.NaN) { StandardDeviation = DeviationOf(parts, target) }
            : new NaiveScale(scales.Average(scale => scale.Absolute), scales.Average(scale => scale.Squared))
            {
                StandardDeviation = DeviationOf(parts, target),
            };
    }

    /// <summary>The standard deviation of the known values of a column; 0 where they are constant, or none is known.</summary>
    private static double DeviationOf(IReadOnlyList<Frame> parts, string column)
    {
        (double sum, long count) = (0, 0);
        ForEach(value => (sum, count) = (sum + value, count + 1));
        (double mean, double squares) = (sum / count, 0);
        ForEach(value => squares += (value - mean) * (value - mean));
        double deviation = count == 0 ? 0 : Math.Sqrt(squares / count);

        // What rounding leaves of constant values is no unit.
        return deviation > Rounding * Math.Abs(mean) ? deviation : 0;

        void ForEach(Action<double> use)
        {
            foreach (Frame part in parts)
            {
                foreach (double value in part.Column(column))
                {
                    if (!double.IsNaN(value))
                    {
                        use(value);
                    }
                }
            }
        }
    }
}
