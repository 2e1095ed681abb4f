using Unroll.Series.Frames;
using Unroll.Series.Profiling;

namespace Unroll.Analysis.Characteristics;

/// <summary>
/// The search for seasonal periods of a column by its autocorrelation, detrended or differenced: those of the calendar first (a day, a
/// week, a year, in rows), and where none of them stands out any other.
/// </summary>
internal sealed class ColumnSeasons
{
    private const int RowsLookedAt = 20_000;
    private const int FewestRows = 8;
    private const int LongestOtherPeriod = 400;
    private const double LeastCycles = 2.5;
    private const double LeastCorrelation = 0.25;
    private const double LeastRise = 0.1;
    private const double LeastRiseOfOther = 0.3;
    private const double LeastGain = 0.02;
    private const double StrongShare = 0.75;

    private readonly int _longest;
    private readonly PooledCorrelation _plain;
    private readonly Lazy<PooledCorrelation> _differenced;

    private ColumnSeasons(double[][] pieces)
    {
        _longest = pieces.Max(piece => piece.Length);

        // The longest period, and as much as half of it beyond.
        int lags = Math.Min(_longest - 1, (int)(1.5 * _longest / LeastCycles) + 1);
        _plain = new PooledCorrelation(pieces, lags);
        _differenced = new(() => new PooledCorrelation(pieces.Select(Differences), lags));
    }

    /// <summary>The periods, the strongest first.</summary>
    /// <param name="set">The series.</param>
    /// <param name="name">The column.</param>
    /// <param name="time">The rhythm of the rows.</param>
    public static FoundSeason[] Of(SeriesSet set, string name, TimeProfile time)
    {
        double[][] pieces = Pieces(set, name);
        return pieces.Length == 0 ? [] : new ColumnSeasons(pieces).Find(time);
    }

    private FoundSeason[] Find(TimeProfile time)
    {
        List<FoundSeason> found = [];
        foreach ((int period, string name) in CalendarPeriods.Of(time))
        {
            double best = period < 2 || _longest < LeastCycles * period ? 0
                : Math.Max(Strength(_plain, period, found), Strength(_differenced.Value, period, found));
            if (best > 0)
            {
                found.Add(new FoundSeason(period, name, best));
            }
        }

        if (found.Count == 0 && Other((int)Math.Min(LongestOtherPeriod, _longest / LeastCycles)) is { } other)
        {
            found.Add(other);
        }

        return [.. found.OrderByDescending(season => season.Autocorrelation)];
    }

    /// <summary>
    /// The correlation at a period where it exceeds that half a period off, and those of the shorter periods that it is a multiple of; else
    /// 0.
    /// </summary>
    private static double Strength(PooledCorrelation correlation, int period, List<FoundSeason> shorter)
    {
        // A year of days is not a whole number of them: the best lag nearby counts.
        int slack = period / 50;
        double at = correlation.Best(period, slack);
        if (at < LeastCorrelation || at - correlation.Best(period / 2, slack) < LeastRise)
        {
            return 0;
        }

        FoundSeason? inner = shorter.LastOrDefault(season => period % season.Period == 0);
        return inner is not null && at < Math.Max(correlation.At(period - inner.Period), correlation.At(period + inner.Period)) + LeastGain
            ? 0 : at;
    }

    /// <summary>
    /// The first strong peak. A period recurs at its multiples, and the correlation at a long one, which rests on few pairs of rows, may be
    /// higher by chance.
    /// </summary>
    private FoundSeason? Other(int longest)
    {
        List<FoundSeason> peaks = [];
        double lowest = 1;
        for (int lag = 2; lag < longest; lag++)
        {
            double at = _plain.At(lag);
            lowest = Math.Min(lowest, at);
            if (at >= LeastCorrelation && at - lowest >= LeastRiseOfOther && at > _plain.At(lag - 1) && at >= _plain.At(lag + 1))
            {
                peaks.Add(new FoundSeason(lag, null, at));
            }
        }

        double highest = peaks.Count == 0 ? 0 : peaks.Max(peak => peak.Autocorrelation);
        FoundSeason? first = peaks.FirstOrDefault(peak => peak.Autocorrelation >= StrongShare * highest);

        // Noise makes small peaks on the way up to the one that counts, but not as far as half a period on.
        return first is null ? null
            : peaks.Where(peak => peak.Period >= first.Period && 2 * peak.Period < 3 * first.Period).MaxBy(peak => peak.Autocorrelation);
    }

    /// <summary>The latest rows of the longest series, until there are enough.</summary>
    private static double[][] Pieces(SeriesSet set, string name)
    {
        List<double[]> pieces = [];
        int left = RowsLookedAt;
        foreach (SeriesItem item in set.Items.OrderByDescending(item => item.Frame.RowCount))
        {
            int rows = Math.Min(left, item.Frame.RowCount);
            if (rows < FewestRows)
            {
                break;
            }

            double[] piece = new double[rows];
            item.Frame.CopyColumn(name, item.Frame.RowCount - rows, piece);
            pieces.Add(piece);
            left -= rows;
        }

        return [.. pieces];
    }

    private static double[] Differences(double[] piece) => [.. piece.Skip(1).Zip(piece, (next, value) => next - value)];
}
