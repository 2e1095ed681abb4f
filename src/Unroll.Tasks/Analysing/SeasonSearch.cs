using Unroll.Analysis.Periodicity;
using Unroll.Analysis.Trend;

namespace Unroll.Tasks.Analysing;

/// <summary>
/// Seasons of a series in whole rows, for a decomposition: the periods of sinusoids, each moved to the whole number of rows nearby whose
/// means by phase explain most.
/// </summary>
internal static class SeasonSearch
{
    private const int Most = 2;
    private const int LeastCycles = 3;
    private const double LeastShare = 0.05;
    private const double Apart = 0.2;
    private const int Places = 100;

    /// <summary>The periods, the shortest first.</summary>
    /// <param name="values">The series, without gaps.</param>
    /// <exception cref="InputException">None is found.</exception>
    public static int[] Periods(double[] values) => Find(values) is { Length: > 0 } found ? found
        : throw new InputException("No season is found in the series: give its period in rows, for example --period 12.");

    /// <summary>The periods, the shortest first; none where the series has no season.</summary>
    /// <param name="values">The series, without gaps.</param>
    /// <exception cref="InputException">The series is too short to look for one.</exception>
    public static int[] Find(double[] values)
    {
        FoundPeriods found = PeriodSearch.Find(values);
        TheilSenEstimate line = TheilSen.Estimate(values);
        double[] rest = [.. values.Select((value, row) => value - line.At(row))];
        List<int> seasons = [];
        foreach (FoundPeriod period in found.Periods.Where(period => period.IsSignificant && period.HarmonicOf is null))
        {
            int around = (int)Math.Round(period.Period);
            if (seasons.Exists(season => Math.Abs(season - around) < Apart * season) || Nearest(rest, period.Period) is not { } best)
            {
                continue;
            }

            if (seasons.Count < Most && Share(rest, best) >= LeastShare)
            {
                seasons.Add(best);
                double[] means = Means(rest, best);
                rest = [.. rest.Select((value, row) => value - means[row % best])];
            }
        }

        return [.. seasons.Order()];
    }

    /// <summary>
    /// The whole number of rows, as close to a period as the rows tell it, whose means by phase explain most; null where none fits.
    /// </summary>
    private static int? Nearest(double[] rest, double period)
    {
        int around = (int)Math.Round(period), slack = (int)Math.Ceiling(Math.Max(1, period * period / (2 * rest.Length)));

        // A peak is as wide as the slack: a hundred places on either side find it, and its neighbours its top.
        int step = Math.Max(1, slack / Places);
        int? near = Best(around, slack, step);
        return near is { } found && step > 1 ? Best(found, step, 1) : near;

        int? Best(int middle, int reach, int by)
        {
            int[] candidates =
            [
                .. Enumerable.Range(-(reach / by), (2 * (reach / by)) + 1).Select(place => middle + (place * by))
                    .Where(rows => rows >= 2 && (long)LeastCycles * rows <= rest.Length),
            ];
            return candidates.Length == 0 ? null : candidates.MaxBy(rows => Share(rest, rows));
        }
    }

    /// <summary>The share of the variance that means by phase explain, less what they would explain of noise.</summary>
    private static double Share(double[] values, int period)
    {
        double[] means = Means(values, period);
        double mean = values.Average(), all = 0, left = 0;
        for (int row = 0; row < values.Length; row++)
        {
            all += (values[row] - mean) * (values[row] - mean);
            left += (values[row] - means[row % period]) * (values[row] - means[row % period]);
        }

        return all > 0 ? 1 - (left / (values.Length - period) / (all / (values.Length - 1))) : 0;
    }

    private static double[] Means(double[] values, int period)
    {
        double[] means = new double[period];
        for (int row = 0; row < values.Length; row++)
        {
            means[row % period] += values[row];
        }

        return [.. means.Select((sum, phase) => sum / (((values.Length - phase - 1) / period) + 1))];
    }
}
