namespace Unroll.Analysis.ChangePoints;

/// <summary>The choice of one of several segmentations, from none to many changes.</summary>
internal static class PenaltyChoice
{
    private const int FewestOfSlope = 4;
    private const int PointsOfChange = 10;
    private const int LeastOfSlope = 5;
    private const int MostOfSlope = 100;

    /// <summary>The criterion of each segmentation: the least is the one to take.</summary>
    /// <param name="path">The segmentations, those with fewer changes first.</param>
    /// <param name="rule">The rule.</param>
    /// <param name="count">The points of the series.</param>
    /// <param name="parameters">The parameters of a segment.</param>
    /// <param name="factor">What makes a cost −2 log-likelihood.</param>
    public static double[] Criteria(IReadOnlyList<Segmentation> path, PenaltyRule rule, int count, int parameters, double factor) =>
        rule == PenaltyRule.ModifiedBic ? [.. path.Select(each => (factor * each.Cost) + Penalty(each, count, parameters))]
            : Elbow(path, count);

    /// <summary>
    /// The modified Bayesian information criterion's penalty: (p + 2)·log n for each change, and p·log of each segment's share of the
    /// series.
    /// </summary>
    public static double Penalty(Segmentation segmentation, int count, int parameters) =>
        ((parameters + 2) * segmentation.ChangePoints.Count * Math.Log(count))
        + (parameters * segmentation.Segments(count).Sum(segment => Math.Log(segment.Length / (double)count)));

    /// <summary>Costs with a penalty of twice the slope of the costs of many changes against their expected saving.</summary>
    private static double[] Elbow(IReadOnlyList<Segmentation> path, int count)
    {
        // Beyond a change every few points costs flatten out, as segments are hardly longer than their models.
        int most = Math.Clamp(count / PointsOfChange, LeastOfSlope, MostOfSlope);
        double[] shapes = [.. path.Select(each => Shape(each.ChangePoints.Count, count))];
        double[] costs = [.. path.Select(each => each.Cost)];
        int seen = path.Count(each => each.ChangePoints.Count <= most), from = Math.Min(seen / 2, seen - FewestOfSlope);
        if (from < 0)
        {
            // Too few to see a slope: each change has to save as much as half of the costs that are left.
            return [.. path.Select((each, i) => costs[i] + (each.ChangePoints.Count * Math.Abs(costs[0]) / 2))];
        }

        double slope = MathNet.Numerics.Fit.Line(shapes[from..seen], costs[from..seen]).Item2;
        return
        [
            .. costs.Select((cost, i) => i >= seen ? double.PositiveInfinity : cost + (2 * Math.Max(0, -slope) * shapes[i])),
        ];
    }

    private static double Shape(int changes, int count) => changes == 0 ? 0 : changes * ((2 * Math.Log(count / (double)changes)) + 5);
}
