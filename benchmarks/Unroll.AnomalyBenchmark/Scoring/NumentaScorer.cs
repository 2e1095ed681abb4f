namespace Unroll.AnomalyBenchmark.Scoring;

/// <summary>
/// The score of the Numenta Anomaly Benchmark (Lavin and Ahmad, 2015). Of the detections in a window only the best counts, and the earlier
/// it is, the better; a detection outside costs the more, the farther behind a window it is. The first points of a stream are for the
/// detector to learn from and do not count. One threshold serves all streams: that with the best sum.
/// </summary>
internal static class NumentaScorer
{
    private const double ProbationShare = 0.15;
    private const double LongestProbation = 0.15 * 5000;

    // Beyond so many widths behind a window, a detection has nothing to do with it.
    private const double FarBehind = 3;

    /// <summary>Scores a detector.</summary>
    /// <param name="streams">What it made of each stream.</param>
    /// <param name="profile">What detections are worth.</param>
    public static NumentaResult Score(IReadOnlyList<ScoredStream> streams, NumentaProfile profile)
    {
        List<ScoredPoint> points = [];
        foreach ((int at, ScoredStream stream) in streams.Index())
        {
            AddPoints(points, at, stream, profile);
        }

        points.Sort((left, right) => right.Score.CompareTo(left.Score));
        NumentaTally tally = new(points, streams.Count, profile);
        (double best, int taken) = (tally.Raw, 0);
        for (int i = 0; i < points.Count; i++)
        {
            tally.Take(points[i]);
            if ((i + 1 == points.Count || points[i + 1].Score != points[i].Score) && tally.Raw > best)
            {
                (best, taken) = (tally.Raw, i + 1);
            }
        }

        tally = new(points, streams.Count, profile);
        foreach (ScoredPoint point in points.Take(taken))
        {
            tally.Take(point);
        }

        double worst = -profile.FalseNegative * tally.Windows, perfect = profile.TruePositive * tally.Windows;
        return new NumentaResult(
            tally.Windows == 0 ? double.NaN : 100 * (best - worst) / (perfect - worst),
            taken == 0 ? double.PositiveInfinity : points[taken - 1].Score,
            tally.Results(streams));
    }

    /// <summary>What a detection is worth by its place, from 1 at best to −1.</summary>
    /// <param name="position">
    /// Its place in widths of the window: −1 at its beginning, 0 at its end, above 0 behind it.
    /// </param>
    public static double ScaledSigmoid(double position) => position >= FarBehind ? -1 : (2 / (1 + Math.Exp(5 * position))) - 1;

    /// <summary>The number of points at the beginning of a stream that do not count.</summary>
    /// <param name="count">The stream's points.</param>
    public static int Probation(int count) => (int)Math.Ceiling(Math.Min(Math.Floor(ProbationShare * count), LongestProbation));

    private static void AddPoints(List<ScoredPoint> points, int streamIndex, ScoredStream stream, NumentaProfile profile)
    {
        int next = 0, probation = Probation(stream.Scores.Count);
        AnomalyWindow? last = null;
        for (int i = 0; i < stream.Scores.Count; i++)
        {
            while (next < stream.Windows.Count && stream.Windows[next].Last < i)
            {
                last = stream.Windows[next++];
            }

            bool isInside = next < stream.Windows.Count && stream.Windows[next].First <= i;
            double worth;
            if (isInside)
            {
                AnomalyWindow window = stream.Windows[next];
                worth = profile.TruePositive * ScaledSigmoid(-(window.Last - i + 1.0) / window.Width) / ScaledSigmoid(-1);
            }
            else
            {
                double behind = last is { } window ? (i - window.Last) / (window.Width - 1.0) : FarBehind;
                worth = profile.FalsePositive * ScaledSigmoid(behind);
            }

            if (i >= probation)
            {
                points.Add(new ScoredPoint(streamIndex, isInside ? next : -1, stream.Scores[i], worth));
            }
        }
    }
}
