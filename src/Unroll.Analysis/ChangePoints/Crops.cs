namespace Unroll.Analysis.ChangePoints;

/// <summary>
/// All segmentations that are the best for a penalty of a range (CROPS: Haynes, Eckley and Fearnhead, Journal of Computational and
/// Graphical Statistics 26, 2017), with about two searches for each.
/// </summary>
public static class Crops
{
    private const double Tolerance = 1e-9;

    /// <summary>Finds the segmentations.</summary>
    /// <param name="cost">The cost of segments.</param>
    /// <param name="minPenalty">The least penalty.</param>
    /// <param name="maxPenalty">The greatest penalty.</param>
    /// <param name="minLength">The fewest points of a segment; the cost's own when not given or less.</param>
    /// <param name="maxSearches">The most searches; beyond, a gap of the path stays open. Default: 200.</param>
    /// <returns>The segmentations, those with fewer changes first.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A penalty is negative, or the greatest is less than the least.</exception>
    /// <exception cref="InputException">The series is shorter than a segment.</exception>
    public static IReadOnlyList<PathPoint> Path(
        SegmentCost cost, double minPenalty, double maxPenalty, int minLength = 1, int maxSearches = 200)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxPenalty, minPenalty);
        SortedDictionary<int, Segmentation> found = [];
        Queue<(Segmentation Many, Segmentation Few)> gaps = new();
        Segmentation most = Search(minPenalty), least = Search(maxPenalty);
        gaps.Enqueue((most, least));
        int searches = 2;
        while (searches < maxSearches && gaps.TryDequeue(out (Segmentation Many, Segmentation Few) gap))
        {
            (int many, int few) = (gap.Many.ChangePoints.Count, gap.Few.ChangePoints.Count);
            if (many <= few + 1)
            {
                continue;
            }

            // Where both cost the same; a search there finds one between them that costs less, or there is none.
            double penalty = (gap.Few.Cost - gap.Many.Cost) / (many - few);
            Segmentation between = Search(Math.Clamp(penalty, minPenalty, maxPenalty));
            searches++;
            double here = between.Cost + (penalty * between.ChangePoints.Count), ends = gap.Few.Cost + (penalty * few);
            if (between.ChangePoints.Count > few && between.ChangePoints.Count < many && here < ends - (Tolerance * Math.Abs(ends)))
            {
                gaps.Enqueue((gap.Many, between));
                gaps.Enqueue((between, gap.Few));
            }
        }

        return WithPenalties([.. found.Values], minPenalty);

        Segmentation Search(double penalty)
        {
            Segmentation segmentation = Pelt.Search(cost, penalty, minLength);
            if (!found.TryGetValue(segmentation.ChangePoints.Count, out Segmentation? known) || segmentation.Cost < known.Cost)
            {
                found[segmentation.ChangePoints.Count] = segmentation;
            }

            return segmentation;
        }
    }

    /// <summary>The least penalty of each: where it takes over from the one with more changes.</summary>
    private static PathPoint[] WithPenalties(Segmentation[] found, double minPenalty) =>
    [
        .. found.Select((segmentation, i) => new PathPoint(
            i == found.Length - 1 ? minPenalty
                : Math.Max(
                    minPenalty,
                    (segmentation.Cost - found[i + 1].Cost) / (found[i + 1].ChangePoints.Count - segmentation.ChangePoints.Count)),
            segmentation)),
    ];
}
