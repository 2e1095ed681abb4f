namespace Unroll.Analysis.ChangePoints;

/// <summary>
/// Segmentations by two windows that slide along the series side by side: changes are where a split saves most of the cost of both
/// together, the highest peak first. Only what two windows show counts.
/// </summary>
public static class SlidingWindow
{
    /// <summary>Finds the segmentations.</summary>
    /// <param name="cost">The cost of segments.</param>
    /// <param name="width">The points of a window; at least the fewest of a segment of the cost.</param>
    /// <param name="maxChanges">The most changes, 0 or more; all peaks when not given.</param>
    /// <returns>The segmentations with the highest peaks as changes, from none to the most changes or all peaks.</returns>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The width is below the cost's shortest segment, or the number of changes is negative.
    /// </exception>
    /// <exception cref="InputException">The series is shorter than both windows.</exception>
    public static IReadOnlyList<Segmentation> Search(SegmentCost cost, int width, int maxChanges = int.MaxValue)
    {
        ArgumentNullException.ThrowIfNull(cost);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, cost.MinLength);
        ArgumentOutOfRangeException.ThrowIfNegative(maxChanges);
        SeriesChecks.RequireLength(cost.Count, 2 * width, "A search with two windows");
        double[] gains = Gains(cost, width);
        int[] peaks =
        [
            .. Enumerable.Range(width, cost.Count - (2 * width) + 1).Where(place => IsPeak(gains, place, width))
                .OrderByDescending(place => gains[place]).Take(maxChanges),
        ];
        List<int> changes = [];
        List<double> costs = [cost.Of(0, cost.Count)];
        List<Segmentation> found = [new([], costs[0])];
        foreach (int peak in peaks)
        {
            // Only the segment that the peak is in becomes two; the costs of the others stay.
            int at = ~changes.BinarySearch(peak);
            costs[at] = cost.Of(at == 0 ? 0 : changes[at - 1], peak);
            costs.Insert(at + 1, cost.Of(peak, at == changes.Count ? cost.Count : changes[at]));
            changes.Insert(at, peak);
            found.Add(new([.. changes], costs.Sum()));
        }

        return found;
    }

    /// <summary>The gain of a split at each point: what it saves of the cost of the windows on both sides; 0 near the ends.</summary>
    internal static double[] Gains(SegmentCost cost, int width)
    {
        double[] gains = new double[cost.Count + 1];
        for (int place = width; place <= cost.Count - width; place++)
        {
            gains[place] = cost.Of(place - width, place + width) - cost.Of(place - width, place) - cost.Of(place, place + width);
        }

        return gains;
    }

    /// <summary>Whether no other place within half a window saves more; of equal ones the first counts.</summary>
    private static bool IsPeak(double[] gains, int place, int width)
    {
        int reach = Math.Max(1, width / 2);
        for (int other = Math.Max(0, place - reach); other <= Math.Min(gains.Length - 1, place + reach); other++)
        {
            if (gains[other] > gains[place] || (gains[other] == gains[place] && other < place))
            {
                return false;
            }
        }

        return gains[place] > 0;
    }
}
