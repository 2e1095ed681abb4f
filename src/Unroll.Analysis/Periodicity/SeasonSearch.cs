namespace Unroll.Analysis.Periodicity;

/// <summary>
/// The search for the seasons of a series: periods after which what a moving average over them leaves resembles itself. Levels, trends and
/// wandering are no part of that, and no season where cycles have nothing to do with one another. Periods of the calendar come first; where
/// none of them is one, any other.
/// </summary>
/// <remarks>
/// Each span of periods, twice as long as the one before, is searched in means over runs of rows, so that a long season of many rows costs
/// no more than a short one.
/// </remarks>
/// <example><code>SeasonSearch.Find(values)[0].Period</code></example>
public static class SeasonSearch
{
    // A period counts where there are so many cycles of it, the autocorrelation a period on is so large (with few cycles larger, by the
    // second number divided by how many), and half a period on it has fallen to this share: what has not is short memory.
    private const double LeastCycles = 2.5;
    private const double LeastCorrelation = 0.2;
    private const double LeastOfFewCycles = 0.5;
    private const double MostAtHalf = 0.75;

    // Standard errors (Bartlett 1946) by which the autocorrelation differs from 0: of a period of the calendar, of any, and of a second.
    private const double LeastCertaintyOfCalendar = 2.5;
    private const double LeastCertainty = 4;
    private const double LeastCertaintyOfSecond = 5;

    // The share of the autocorrelation that is left from the third cycle on, and after as many lags as the memory of noise may have.
    private const double LeastRecurring = 0.4;
    private const int RecurringCycles = 3;
    private const int PointsOfMemory = 12;
    private const int CyclesJudged = 5;

    // Two periods are the same within this share, and the shorter is taken where its autocorrelation has this share of the longer's. A
    // second season has more of it than the waves of the first beside it, by the gain.
    private const double Apart = 0.2;
    private const double StrongShare = 0.75;
    private const double LeastGain = 0.05;

    // Windows of periods are searched in at most so many points, fewer than the fewest tell no period; their highest peaks are judged. Of
    // fewer than those of a comparison, half a point is too large a part of a cycle.
    private const int ShortestWindow = 16;
    private const int PointsOfWindow = 512;
    private const int FewestPoints = 4;
    private const int FewestPointsOfComparison = 8;
    private const int PeaksOfWindow = 3;
    private const double LeastPeak = 0.1;

    // Lags around a peak at which the period may be: neighbours, or a share of it; of the calendar's, which are known, less.
    private const int Neighbors = 3;
    private const int SlackShare = 16;
    private const int CalendarSlackShare = 50;

    // The period is made exact by far multiples, as long as this share of the autocorrelation is left there; the ends of the moving
    // average, whose window is less than whole, count where there are fewer cycles than these.
    private const int PointsOfRefinement = 150_000;
    private const double LeastShareOfFar = 0.5;
    private const double InnerCycles = 3.5;

    // Cycles on either side whose mean is the season that is taken out before a second one is looked for.
    private const int CyclesOfMeans = 3;

    /// <summary>The seasons of a series, the strongest first; none where it has none.</summary>
    /// <param name="values">The series, missing values as NaN.</param>
    public static IReadOnlyList<FoundSeason> Find(double[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return Find([values], []);
    }

    /// <summary>The seasons of pieces of series together, the strongest first.</summary>
    /// <param name="pieces">The pieces, missing values as NaN.</param>
    /// <param name="calendar">Periods of the calendar in rows, with their names.</param>
    internal static FoundSeason[] Find(IReadOnlyList<double[]> pieces, IEnumerable<(int Period, string Name)> calendar)
    {
        int longest = pieces.Select(piece => piece.Length).DefaultIfEmpty(0).Max();
        List<FoundSeason> found = [];
        IReadOnlyList<double[]> rest = pieces;
        foreach ((int period, string name) in calendar.Where(each => each.Period >= 2 && longest >= LeastCycles * each.Period)
            .OrderBy(each => each.Period))
        {
            // A year of days is not a whole number of them: the best lag nearby counts.
            (SeasonScale scale, int lag, int slack) = Scale(rest, period, period / CalendarSlackShare);
            if (Judge(scale, lag, slack, LeastCertaintyOfCalendar, 0) is { } season)
            {
                found.Add(new FoundSeason(
                    period, name, found.Count == 0 ? season.Correlation : Whole(pieces, period, period / CalendarSlackShare)));
                rest = Without(rest, period);
            }
        }

        if (found.Count == 0)
        {
            AddOthers(found, pieces, longest);
        }

        return [.. found.OrderByDescending(season => season.Autocorrelation)];
    }

    /// <summary>Adds up to two seasons of any period.</summary>
    private static void AddOthers(List<FoundSeason> found, IReadOnlyList<double[]> pieces, int longest)
    {
        if (First(pieces, longest, found) is not { } first)
        {
            return;
        }

        found.Add(first);
        if (First(Without(pieces, first.Period), longest, found) is { } second)
        {
            (SeasonScale scale, int lag, int slack) = Scale(pieces, second.Period, Neighbors);
            int other = (int)Math.Round((double)first.Period / scale.Each);
            SeasonCorrelation whole = scale.Without(lag, lag + slack + other);
            int best = whole.Best(lag, slack);
            double at = whole.At(best), beside = Math.Max(whole.At(Math.Abs(best - other)), whole.At(best + other));

            // Waves whose heights come back are not a season of their own.
            if (other < FewestPoints || at >= beside + LeastGain)
            {
                found.Add(second with { Autocorrelation = at });
            }
        }
    }

    /// <summary>
    /// The first season of any period. A period recurs at its multiples, and the correlation at a long one, which rests on few cycles, may
    /// be higher by chance.
    /// </summary>
    private static FoundSeason? First(IReadOnlyList<double[]> pieces, int longest, List<FoundSeason> before)
    {
        Candidate[] candidates =
        [
            .. Candidates(pieces, longest, before.Count == 0 ? LeastCertainty : LeastCertaintyOfSecond)
                .Where(candidate => !before.Exists(season => Math.Abs(season.Period - candidate.Rows) < Apart * season.Period)),
        ];
        if (candidates.Length == 0)
        {
            return null;
        }

        double first = candidates.OrderBy(candidate => candidate.Rows)
            .First(candidate => candidates.All(other => other.Rows <= candidate.Rows || IsAsStrong(pieces, candidate, other))).Rows;

        // Noise makes small peaks on the way up to the one that counts, but not as far as half a period on.
        Candidate best = candidates.Where(candidate => candidate.Rows >= first && 2 * candidate.Rows < 3 * first)
            .MaxBy(candidate => candidate.Correlation);
        return new FoundSeason(Refine(pieces, best), null, best.Correlation);
    }

    /// <summary>
    /// Whether a season is about as strong as a longer one, in means over as many rows, of which noise has less, or over as many as still
    /// tell it.
    /// </summary>
    private static bool IsAsStrong(IReadOnlyList<double[]> pieces, Candidate season, Candidate longer)
    {
        double strength = season.Correlation;
        if (longer.Scale.Each != season.Scale.Each)
        {
            double points = season.Rows / longer.Scale.Each;
            if (Math.Round(points) < FewestPoints)
            {
                return true;
            }

            SeasonScale scale = points >= FewestPointsOfComparison ? longer.Scale
                : new SeasonScale(pieces, Math.Max(1, (int)(season.Rows / FewestPointsOfComparison)));
            int lag = (int)Math.Round(season.Rows / scale.Each);
            SeasonCorrelation correlation = scale.Without(lag, lag + 1);
            strength = correlation.At(correlation.Best(lag, 1));
        }

        return strength >= StrongShare * longer.Correlation;
    }

    private static IEnumerable<Candidate> Candidates(IReadOnlyList<double[]> pieces, int longest, double leastCertainty)
    {
        for (int window = ShortestWindow; window / 2 < longest / LeastCycles; window *= 2)
        {
            int each = Math.Max(1, window / PointsOfWindow);
            SeasonScale scale = new(pieces, each);
            int to = Math.Min(window / each, (int)(scale.Longest / LeastCycles)), from = window == ShortestWindow ? 2 : window / each / 2;
            if (to < from)
            {
                continue;
            }

            SeasonCorrelation correlation = scale.Without(Math.Min(window / each, to), to + 1);
            int[] peaks =
            [
                .. Enumerable.Range(from, to - from + 1).Where(lag => correlation.At(lag) is var at && at >= LeastPeak
                    && at > correlation.At(lag - 1) && at >= correlation.At(lag + 1)).OrderByDescending(correlation.At).Take(PeaksOfWindow),
            ];
            foreach (int peak in peaks)
            {
                if (Judge(scale, peak, Neighbors, leastCertainty, LeastOfFewCycles) is { } season)
                {
                    yield return season;
                }
            }
        }
    }

    /// <summary>The season around a lag; null where there is none, or it does not come back time and again.</summary>
    private static Candidate? Judge(SeasonScale scale, int lag, int slack, double leastCertainty, double ofFewCycles)
    {
        int cyclesJudged = Math.Max(CyclesJudged, 1 + (2 * PointsOfMemory / Math.Max(2, lag - slack)));
        SeasonCorrelation correlation = scale.Without(lag, Math.Min(cyclesJudged * (lag + slack), scale.Longest - 1));
        int best = correlation.Best(lag, slack);
        double at = correlation.At(best), cycles = correlation.Pairs[0] / best;
        return at >= LeastCorrelation + (ofFewCycles / cycles) && correlation.At(best / 2) <= MostAtHalf * at
            && correlation.Certainty(best) >= leastCertainty && IsThereLater(correlation, best)
            ? new Candidate(scale, best, at) : null;
    }

    /// <summary>Whether a season is there still some cycles on, where that can be seen, and when the memory of noise has ended.</summary>
    private static bool IsThereLater(SeasonCorrelation correlation, int lag)
    {
        int first = Math.Max(RecurringCycles, (PointsOfMemory + lag - 1) / lag), last = Math.Max(first, 2 * PointsOfMemory / lag);
        return (last * lag) + (lag / SlackShare) > correlation.Longest || LeastRecurring * correlation.At(lag)
            <= Enumerable.Range(first, last - first + 1).Average(cycle => correlation.At(correlation.Best(cycle * lag, lag / SlackShare)));
    }

    /// <summary>The period in rows, as its multiples tell it: twice as many cycles on, and so on as long as it comes back there.</summary>
    private static int Refine(IReadOnlyList<double[]> pieces, Candidate season)
    {
        (int lag, double at) = (season.Lag, season.Correlation);
        SeasonScale scale = new(pieces, season.Scale.Each, PointsOfRefinement);
        SeasonCorrelation correlation = scale.Without(
            lag, Math.Max(2 * lag, scale.Longest / 2), hasEnds: scale.Longest < InnerCycles * lag);
        int reach = Math.Max(1, lag / SlackShare);
        double period = lag;
        for (int cycles = 1; (cycles * period) + reach <= scale.Longest / 2; cycles *= 2)
        {
            int best = correlation.Best((int)Math.Round(cycles * period), reach);
            if (correlation.At(best) < LeastShareOfFar * at)
            {
                break;
            }

            period = (double)best / cycles;
        }

        return (int)Math.Round(period * scale.Each);
    }

    /// <summary>The correlation at a period with all other seasons in the series.</summary>
    private static double Whole(IReadOnlyList<double[]> pieces, int period, int slack)
    {
        (SeasonScale scale, int lag, int shift) = Scale(pieces, period, slack);
        SeasonCorrelation whole = scale.Without(lag, lag + shift);
        return whole.At(whole.Best(lag, shift));
    }

    private static (SeasonScale Scale, int Lag, int Slack) Scale(IReadOnlyList<double[]> pieces, int period, int slack)
    {
        int each = Math.Max(1, period / PointsOfWindow);
        return (new SeasonScale(pieces, each), (int)Math.Round((double)period / each), slack / each);
    }

    private static double[][] Without(IReadOnlyList<double[]> pieces, int period) => [.. pieces.Select(piece => Without(piece, period))];

    /// <summary>
    /// The values less their season: the mean of what the level leaves at the same phase in the cycles around, so that a season may change.
    /// </summary>
    private static double[] Without(double[] piece, int period)
    {
        double[] sums = new double[piece.Length], counts = new double[piece.Length], left = MovingLevel.Without(piece, period);
        for (int cycle = -CyclesOfMeans; cycle <= CyclesOfMeans; cycle++)
        {
            long shift = (long)cycle * period;
            for (int row = (int)Math.Max(0, -shift); row < piece.Length - Math.Max(0, shift); row++)
            {
                double value = left[row + shift];
                if (!double.IsNaN(value))
                {
                    sums[row] += value;
                    counts[row]++;
                }
            }
        }

        return [.. piece.Select((value, row) => value - (sums[row] / counts[row]))];
    }

    /// <summary>A season in means over runs of rows.</summary>
    private readonly record struct Candidate(SeasonScale Scale, int Lag, double Correlation)
    {
        public double Rows => (double)Lag * Scale.Each;
    }
}
