namespace Unroll.Analysis.ChangePoints;

/// <summary>The weighted sum of costs of several dimensions, each with a model of its own.</summary>
/// <param name="parts">The costs and their weights.</param>
internal sealed class WeightedCost((SegmentCost Cost, double Weight)[] parts)
    : SegmentCost(parts[0].Cost.Count, parts.Max(part => part.Cost.MinLength), parts.Sum(part => part.Cost.Parameters))
{
    /// <inheritdoc/>
    public override double Of(int start, int end)
    {
        double cost = 0;
        foreach ((SegmentCost part, double weight) in parts)
        {
            cost += weight * part.Of(start, end);
        }

        return cost;
    }
}
