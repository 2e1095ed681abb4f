using System.Numerics.Tensors;
using Unroll.Series.Frames;

namespace Unroll.Series.Profiling;

/// <summary>
/// Seasonal periods of a column from its autocorrelation, detrended or differenced: those of the calendar first (a day, a week, a year, in
/// rows), and where none of them stands out any other.
/// </summary>
internal static class SeasonAnalysis
{
    private const int RowsLookedAt = 20_000;
    private const int LongestOtherPeriod = 400;
    private const double LeastCycles = 2.5;
    private const double LeastCorrelation = 0.25;
    private const double LeastRise = 0.1;
    private const double LeastRiseOfOther = 0.3;
    private const double LeastGain = 0.02;
    private const double StrongShare = 0.75;

    /// <summary>The periods, the strongest first.</summary>
    internal static Season[] Of(SeriesSet set, string name, TimeProfile time)
    {
        double[][] pieces = Pieces(set, name);
        Correlation[] correlations = [new(pieces, differenced: false), new(pieces, differenced: true)];
        int longest = pieces.Length == 0 ? 0 : pieces.Max(piece => piece.Length);
        List<Season> found = [];
        foreach ((int period, string label) in Candidates(time))
        {
            double best = period < 2 || longest < LeastCycles * period ? 0
                : correlations.Max(correlation => Strength(correlation, period, found));
            if (best > 0)
            {
                found.Add(new Season(period, label, best));
            }
        }

        if (found.Count == 0 && Other(correlations[0], (int)Math.Min(LongestOtherPeriod, longest / LeastCycles)) is { } other)
        {
            found.Add(other);
        }

        return [.. found.OrderByDescending(season => season.Autocorrelation)];
    }

    /// <summary>Periods of the calendar in rows, the shortest first.</summary>
    private static IEnumerable<(int Period, string Name)> Candidates(TimeProfile time)
    {
        if (time.Step is not { } step)
        {
            yield break;
        }

        if (step.Months > 0)
        {
            yield return (12 / step.Months, "year");
            yield break;
        }

        if (step.Days is { Count: > 0 } recurring)
        {
            yield return (recurring.Count, recurring.AreOfWeek ? "week" : "month");
            yield return ((int)Math.Round(365.2425 / step.Span.TotalDays), "year");
            yield break;
        }

        double days = step.Span.TotalDays;
        int weekdays = time.Pattern?.Weekdays.Count ?? 7;
        if (days < 1)
        {
            TimeSpan open = time.Pattern is { From: { } from, To: { } to }
                ? TimeSpan.FromTicks((to - from + TimeSpan.FromDays(1)).Ticks % TimeSpan.TicksPerDay) + step.Span : TimeSpan.FromDays(1);
            int ofADay = (int)Math.Round(open / step.Span);
            yield return (ofADay, "day");
            yield return (ofADay * weekdays, "week");
        }
        else if (days == 1)
        {
            yield return (weekdays, "week");
            yield return ((int)Math.Round(365.25 * weekdays / 7), "year");
        }
        else
        {
            yield return ((int)Math.Round(365.25 / days), "year");
        }
    }

    /// <summary>
    /// The correlation at a period where it exceeds that half a period off, and those of the shorter periods that it is a multiple of; else
    /// 0.
    /// </summary>
    private static double Strength(Correlation correlation, int period, List<Season> shorter)
    {
        // A year of days is not a whole number of them: the best lag nearby counts.
        int slack = period / 50;
        double at = correlation.Best(period, slack);
        if (at < LeastCorrelation || at - correlation.Best(period / 2, slack) < LeastRise)
        {
            return 0;
        }

        Season? inner = shorter.LastOrDefault(season => period % season.Period == 0);
        return inner is not null && at < Math.Max(correlation.At(period - inner.Period), correlation.At(period + inner.Period)) + LeastGain
            ? 0 : at;
    }

    /// <summary>
    /// The first strong peak. A period recurs at its multiples, and the correlation at a long one, which rests on few pairs of rows, may be
    /// higher by chance.
    /// </summary>
    private static Season? Other(Correlation correlation, int longest)
    {
        List<Season> peaks = [];
        double lowest = 1;
        for (int lag = 2; lag < longest; lag++)
        {
            double at = correlation.At(lag);
            lowest = Math.Min(lowest, at);
            if (at >= LeastCorrelation && at - lowest >= LeastRiseOfOther && at > correlation.At(lag - 1) && at >= correlation.At(lag + 1))
            {
                peaks.Add(new Season(lag, null, at));
            }
        }

        double highest = peaks.Count == 0 ? 0 : peaks.Max(peak => peak.Autocorrelation);
        Season? first = peaks.FirstOrDefault(peak => peak.Autocorrelation >= StrongShare * highest);

        // Noise makes small peaks on the way up to the one that counts, but not as far as half a period on.
        return first is null ? null
            : peaks.Where(peak => peak.Period >= first.Period && 2 * peak.Period < 3 * first.Period).MaxBy(peak => peak.Autocorrelation);
    }

    /// <summary>The latest rows of the longest series, until there are enough.</summary>
    private static double[][] Pieces(SeriesSet set, string name)
    {
        List<double[]> pieces = [];
        int left = RowsLookedAt;
        foreach (SeriesItem item in set.Items.OrderByDescending(seriesItem => seriesItem.Frame.RowCount))
        {
            int rows = Math.Min(left, item.Frame.RowCount);
            if (rows < 8)
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

    /// <summary>Autocorrelation of detrended or centred pieces; missing values are left out.</summary>
    private sealed class Correlation
    {
        private const double Deviations = 5;
        private const double NormalMedian = 1.4826; // The standard deviation in median absolute deviations, for the normal distribution.

        private readonly double[][] _values; // 0 where missing.
        private readonly double[][] _present; // 1, or 0 where missing.
        private readonly Dictionary<int, double> _known = [];
        private readonly double _variance;

        internal Correlation(double[][] pieces, bool differenced)
        {
            _values = [.. pieces.Select(piece => differenced ? Differences(piece) : (double[])piece.Clone())];
            _present = [.. _values.Select(piece => Array.ConvertAll(piece, value => double.IsNaN(value) ? 0.0 : 1.0))];
            for (int i = 0; i < _values.Length; i++)
            {
                Detrend(_values[i]);
            }

            double count = _present.Sum(piece => TensorPrimitives.Sum<double>(piece));
            _variance = count == 0 ? 0 : _values.Sum(piece => TensorPrimitives.SumOfSquares<double>(piece)) / count;
        }

        internal double Best(int lag, int slack) => Enumerable.Range(lag - slack, (2 * slack) + 1).Max(At);

        internal double At(int lag)
        {
            if (lag <= 0 || _variance == 0)
            {
                return lag <= 0 ? 1 : 0;
            }

            if (_known.TryGetValue(lag, out double known))
            {
                return known;
            }

            double sum = 0;
            double pairs = 0;
            for (int i = 0; i < _values.Length; i++)
            {
                int rows = _values[i].Length - lag;
                if (rows > 0)
                {
                    sum += TensorPrimitives.Dot(_values[i].AsSpan(0, rows), _values[i].AsSpan(lag));
                    pairs += TensorPrimitives.Dot(_present[i].AsSpan(0, rows), _present[i].AsSpan(lag));
                }
            }

            double at = pairs == 0 ? 0 : Math.Min(1, sum / pairs / _variance);
            _known[lag] = at;
            return at;
        }

        private static double[] Differences(double[] piece)
        {
            double[] differences = new double[piece.Length - 1];
            for (int i = 0; i < differences.Length; i++)
            {
                differences[i] = piece[i + 1] - piece[i];
            }

            return differences;
        }

        /// <summary>Subtracts the least-squares line, scales to deviation 1 and sets missing values to 0.</summary>
        private static void Detrend(double[] values)
        {
            // From the first value on: sums of large values with small variation would lose the variation.
            double start = Array.Find(values, value => !double.IsNaN(value));
            double n = 0, sumT = 0, sumX = 0, sumTt = 0, sumTx = 0;
            for (int t = 0; t < values.Length; t++)
            {
                values[t] -= start;
                if (!double.IsNaN(values[t]))
                {
                    n++;
                    sumT += t;
                    sumX += values[t];
                    sumTt += (double)t * t;
                    sumTx += (double)t * values[t];
                }
            }

            double spread = sumTt - (sumT * sumT / Math.Max(1, n));
            double slope = spread > 0 ? (sumTx - (sumT * sumX / n)) / spread : 0;
            double level = n == 0 ? 0 : (sumX - (slope * sumT)) / n;
            double squares = 0;
            for (int t = 0; t < values.Length; t++)
            {
                double rest = values[t] - level - (slope * t);
                squares += double.IsNaN(rest) ? 0 : rest * rest;
            }

            double deviation = n == 0 || squares == 0 ? 1 : Math.Sqrt(squares / n);
            for (int t = 0; t < values.Length; t++)
            {
                double rest = (values[t] - level - (slope * t)) / deviation;
                values[t] = double.IsFinite(rest) ? rest : 0;
            }

            Clip(values);
        }

        /// <summary>Clips outliers to the farthest inlier, so that a single spike does not hide the season of all other values.</summary>
        private static void Clip(double[] values)
        {
            double[] sizes = Array.ConvertAll(values, Math.Abs);
            Array.Sort(sizes);
            double limit = Deviations * NormalMedian * (sizes.Length == 0 ? 0 : sizes[sizes.Length / 2]);
            if (limit > 0)
            {
                for (int t = 0; t < values.Length; t++)
                {
                    values[t] = Math.Clamp(values[t], -limit, limit);
                }
            }
        }
    }
}
