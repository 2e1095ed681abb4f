using System.Numerics.Tensors;
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
    private const int MostRows = 200_000;

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
        double[] rest = WithoutLine(values);
        List<int> seasons = [];
        foreach (FoundPeriod period in found.Periods.Where(period => period.IsSignificant && period.HarmonicOf is null))
        {
            if (seasons.Count == Most)
            {
                break;
            }

            int around = (int)Math.Round(period.Period);
            if (seasons.Exists(season => Math.Abs(season - around) < Apart * season) || Nearest(rest, period.Period) is not { } best)
            {
                continue;
            }

            if (new PhaseShares(rest).Of(best) >= LeastShare)
            {
                seasons.Add(best);
                double[] means = Means(rest, best, 1);
                rest = [.. rest.Select((value, row) => value - means[row % best])];
            }
        }

        return [.. seasons.Order()];
    }

    /// <summary>The rest of a straight line; of very many values the line is that of their means over runs of rows.</summary>
    private static double[] WithoutLine(double[] values)
    {
        int each = RunLength(values.Length);
        TheilSenEstimate line = TheilSen.Estimate(Averaged(values, each));
        double shift = (each - 1) / 2.0;
        return [.. values.Select((value, row) => value - line.At((row - shift) / each))];
    }

    /// <summary>Rows of a run, so that there are not too many runs.</summary>
    private static int RunLength(int rows) => ((rows - 1) / MostRows) + 1;

    /// <summary>Means over runs of rows; what is left over at the end is left out.</summary>
    private static double[] Averaged(double[] values, int each)
    {
        if (each == 1)
        {
            return values;
        }

        double[] means = new double[values.Length / each];
        for (int run = 0; run < means.Length; run++)
        {
            means[run] = TensorPrimitives.Sum<double>(values.AsSpan(run * each, each)) / each;
        }

        return means;
    }

    /// <summary>
    /// The whole number of rows, as close to a period as the rows tell it, whose means by phase explain most; null where none fits.
    /// </summary>
    private static int? Nearest(double[] rest, double period)
    {
        int around = (int)Math.Round(period), slack = (int)Math.Ceiling(Math.Max(1, period * period / (2 * rest.Length)));

        // A peak is as wide as the slack: a hundred places on either side find it, and its neighbours its top. Runs of rows that are
        // short beside the slack show the peak as rows do.
        int step = Math.Max(1, slack / Places), each = Math.Clamp(step, 1, RunLength(rest.Length));
        double[] runs = Averaged(rest, each);
        PhaseShares shares = new(runs);
        int? near = Best(around, slack, step);
        return near is { } found && step > 1 ? Best(found, step, Math.Max(1, each > 1 ? step / Places : 1)) : near;

        int? Best(int middle, int reach, int by)
        {
            int[] candidates =
            [
                .. Enumerable.Range(-(reach / by), (2 * (reach / by)) + 1).Select(place => middle + (place * by))
                    .Where(rows => rows >= 2 && (long)LeastCycles * rows <= rest.Length),
            ];
            return candidates.Length == 0 ? null : candidates.MaxBy(rows => each == 1 ? shares.Of(rows) : Share(runs, rows, each));
        }
    }

    /// <summary>The share of the variance that means by phase explain, less what they would explain of noise.</summary>
    /// <param name="values">Means over runs of rows.</param>
    /// <param name="period">Rows of a season.</param>
    /// <param name="each">Rows of a run.</param>
    private static double Share(double[] values, int period, int each)
    {
        double[] means = Means(values, period, each);
        double mean = values.Average(), all = 0, left = 0;
        for (int run = 0; run < values.Length; run++)
        {
            double off = values[run] - means[Phase(run, period, each)];
            all += (values[run] - mean) * (values[run] - mean);
            left += off * off;
        }

        return all > 0 ? 1 - (left / (values.Length - means.Length) / (all / (values.Length - 1))) : 0;
    }

    private static double[] Means(double[] values, int period, int each)
    {
        double[] means = new double[((period - 1) / each) + 1], counts = new double[means.Length];
        for (int run = 0; run < values.Length; run++)
        {
            int phase = Phase(run, period, each);
            means[phase] += values[run];
            counts[phase]++;
        }

        return [.. means.Zip(counts, (sum, count) => count > 0 ? sum / count : 0)];
    }

    private static int Phase(int run, int period, int each) => (int)((long)run * each % period / each);
}
