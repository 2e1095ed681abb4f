namespace Unroll.Analysis.ChangePoints;

/// <summary>
/// The choice among segments that are levels or lines, with noise of one autocorrelation or another and any number of changes: what looks
/// like many changes to a model of independent noise is often one slow course.
/// </summary>
internal static class CorrelatedSegments
{
    /// <summary>
    /// The part of the modified information criterion's penalty by which it is higher here, since the noise's variance, its autocorrelation
    /// and the shape of the segments are chosen together with the changes. Found with simulated series.
    /// </summary>
    public const double Strength = 1.5;

    private const int MostPlaces = 800;
    private const int FirstMost = 20;
    private const double LeastShare = 1e-8;
    private const int ShortestOfAll = 3;
    private const int LongestShortest = 10;
    private const int PointsOfShortest = 25;

    private static readonly double[] _autocorrelations = [0, 0.2, 0.4, 0.6, 0.75, 0.85, 0.92, 0.97];

    /// <summary>Fits a series.</summary>
    /// <param name="values">The series, not constant.</param>
    /// <param name="minLength">The fewest points of a segment.</param>
    public static CorrelatedFit Fit(double[] values, int minLength)
    {
        CorrelatedCost[] costs =
        [
            .. new[] { false, true }.SelectMany(hasSlope =>
                _autocorrelations.Select(autocorrelation => new CorrelatedCost(values, autocorrelation, hasSlope))),
        ];
        CorrelatedFit[] fits = new CorrelatedFit[costs.Length];
        Workers.For(
            costs.Length,
            i => fits[i] = Fit(
                costs[i], _autocorrelations[i % _autocorrelations.Length], hasSlope: i >= _autocorrelations.Length, minLength),
            CancellationToken.None);
        return fits.MinBy(fit => fit.Path.Min(step => step.Criterion))!;
    }

    /// <summary>The fewest points of a segment that is believed, by the length of the series.</summary>
    /// <param name="count">The points of the series.</param>
    public static int ShortestSegment(int count) => Math.Clamp(count / PointsOfShortest, ShortestOfAll, LongestShortest);

    /// <summary>The best segmentations with few changes up to many, on a grid of places where the series is long.</summary>
    /// <param name="cost">The cost of segments.</param>
    /// <param name="minLength">The fewest points of a segment.</param>
    /// <param name="criterion">What is least for the best one.</param>
    /// <returns>The best in points, and all with their criteria.</returns>
    public static (Segmentation Best, PathStep[] Path) Search(SegmentCost cost, int minLength, Func<Segmentation, double> criterion)
    {
        int step = ((cost.Count - 1) / MostPlaces) + 1;
        CoarseCost coarse = new(cost, step);
        int length = Math.Max(coarse.MinLength, (minLength + step - 1) / step), most = FirstMost;
        while (true)
        {
            IReadOnlyList<Segmentation> found = SegmentNeighborhood.Search(coarse, most, length);
            double[] criteria =
                [.. found.Select(each => criterion(each with { ChangePoints = [.. each.ChangePoints.Select(change => change * step)] }))];
            int best = Array.IndexOf(criteria, criteria.Min());
            if (best < most || found.Count <= most)
            {
                return (coarse.Refine(found[best]), [.. found.Select((each, i) =>
                    new PathStep(each.ChangePoints.Count, each.Cost, criteria[i], null, i == best))]);
            }

            most *= 2;
        }
    }

    private static CorrelatedFit Fit(CorrelatedCost cost, double autocorrelation, bool hasSlope, int minLength)
    {
        int count = cost.Count;
        double all = new CorrelatedCost(cost.Values, 0, hasSlope: false).Of(0, count), log = Math.Log(count);
        double more = (autocorrelation > 0 ? log : 0) + (hasSlope ? log : 0);
        (Segmentation best, PathStep[] path) = Search(cost, minLength, Criterion);
        return new CorrelatedFit(cost, autocorrelation, hasSlope, Math.Max(best.Cost, LeastShare * all) / count, best, path);

        // −2 log-likelihood with the variance at its estimate, the determinant of the noise's covariance of each segment, and the penalty.
        double Criterion(Segmentation segmentation) =>
            (count * Math.Log(Math.Max(segmentation.Cost, LeastShare * all) / count))
            - ((segmentation.ChangePoints.Count + 1) * Math.Log(1 - (autocorrelation * autocorrelation)))
            + (Strength * PenaltyChoice.Penalty(segmentation, count, cost.Parameters)) + more;
    }
}
