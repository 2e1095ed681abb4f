namespace Unroll.Analysis.ChangePoints;

/// <summary>A cost whose segments begin at every few points only, so that long series are searched in reasonable time.</summary>
/// <param name="cost">The cost.</param>
/// <param name="step">The points from one place to the next.</param>
internal sealed class CoarseCost(SegmentCost cost, int step)
    : SegmentCost(cost.Count / step, (cost.MinLength + step - 1) / step, cost.Parameters)
{
    /// <inheritdoc/>
    public override double Of(int start, int end) => cost.Of(start * step, end == Count ? cost.Count : end * step);

    /// <summary>The segmentation in points, each change moved to the best place nearby.</summary>
    /// <param name="found">The segmentation in places.</param>
    public Segmentation Refine(Segmentation found)
    {
        int[] changes = [.. found.ChangePoints.Select(change => change * step)];
        for (int i = 0; i < changes.Length; i++)
        {
            int before = i > 0 ? changes[i - 1] : 0, after = i + 1 < changes.Length ? changes[i + 1] : cost.Count;
            (double least, int at) = (double.PositiveInfinity, changes[i]);
            int first = Math.Max(changes[i] - step, before + cost.MinLength);
            int last = Math.Min(changes[i] + step, after - cost.MinLength);
            for (int place = first; place <= last; place++)
            {
                double sum = cost.Of(before, place) + cost.Of(place, after);
                (least, at) = sum < least ? (sum, place) : (least, at);
            }

            changes[i] = at;
        }

        return Segmentation.Of(cost, changes);
    }
}
