namespace Unroll.Analysis.ChangePoints;

/// <summary>The certainty of changes: what each saves, and where else it might be with the others as they are.</summary>
internal static class ChangeIntervals
{
    private const double Outside = 0.025;

    /// <summary>The changes of a segmentation.</summary>
    /// <param name="result">What was found.</param>
    public static ChangePoint[] Of(SearchResult result)
    {
        IReadOnlyList<int> changes = result.Segmentation.ChangePoints;
        return
        [
            .. changes.Select((at, i) => Of(
                result.Cost, result.Factor, i > 0 ? changes[i - 1] : 0, at, i + 1 < changes.Count ? changes[i + 1] : result.Cost.Count)),
        ];
    }

    private static ChangePoint Of(SegmentCost cost, double factor, int before, int at, int after)
    {
        double here = cost.Of(before, at) + cost.Of(at, after), gain = cost.Of(before, after) - here;
        if (factor <= 0)
        {
            return new ChangePoint(at, at, at, gain);
        }

        // The posterior probabilities of the places, each as probable before: the likelihood, scaled to be 1 together.
        int first = Math.Min(at, before + cost.MinLength), last = Math.Max(at, after - cost.MinLength);
        double[] weights = new double[last - first + 1];
        for (int place = first; place <= last; place++)
        {
            weights[place - first] = place == at ? 1 : Math.Exp(-factor / 2 * (cost.Of(before, place) + cost.Of(place, after) - here));
        }

        double most = weights.Max();
        double[] shares = [.. weights.Select(weight => double.IsInfinity(most) ? double.IsInfinity(weight) ? 1 : 0 : weight / most)];
        double all = shares.Sum(), sum = 0;
        (int low, int high) = (at, at);
        for (int i = 0; i < shares.Length; i++)
        {
            low = sum / all <= Outside ? Math.Min(at, first + i) : low;
            sum += shares[i];
            if (sum / all >= 1 - Outside)
            {
                high = Math.Max(at, first + i);
                break;
            }
        }

        return new ChangePoint(at, low, high, factor * gain);
    }
}
