namespace Unroll.Analysis.ChangePoints;

/// <summary>
/// Segmentations by the best change of all segments, again and again (Scott and Knott, Biometrics 30, 1974): fast, but a split that was
/// once made stays, so that the result is not always the best with as many changes.
/// </summary>
public static class BinarySegmentation
{
    /// <summary>Finds the segmentations.</summary>
    /// <param name="cost">The cost of segments.</param>
    /// <param name="maxChanges">The most changes, 0 or more.</param>
    /// <param name="minLength">The fewest points of a segment; the cost's own when not given or less.</param>
    /// <returns>The segmentation after each split, from none to the most changes or as many as save anything.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number of changes is negative.</exception>
    /// <exception cref="InputException">The series is shorter than a segment.</exception>
    public static IReadOnlyList<Segmentation> Search(SegmentCost cost, int maxChanges, int minLength = 1)
    {
        ArgumentNullException.ThrowIfNull(cost);
        ArgumentOutOfRangeException.ThrowIfNegative(maxChanges);
        int length = Math.Max(minLength, cost.MinLength);
        SeriesChecks.RequireLength(cost.Count, length, "A search for change points");
        PriorityQueue<Split, double> splits = new();
        double total = cost.Of(0, cost.Count);
        SortedSet<int> changes = [];
        List<Segmentation> found = [new Segmentation([], total)];
        Offer(new Segment(0, cost.Count));
        while (found.Count <= maxChanges && splits.TryDequeue(out Split split, out _))
        {
            changes.Add(split.At);
            total -= split.Gain;
            found.Add(new Segmentation([.. changes], total));
            Offer(new Segment(split.Whole.Start, split.At));
            Offer(new Segment(split.At, split.Whole.End));
        }

        return found;

        void Offer(Segment segment)
        {
            double all = cost.Of(segment.Start, segment.End), gain = 0;
            int at = 0;
            for (int place = segment.Start + length; place <= segment.End - length; place++)
            {
                double saved = all - cost.Of(segment.Start, place) - cost.Of(place, segment.End);
                (gain, at) = saved > gain ? (saved, place) : (gain, at);
            }

            if (gain > 0)
            {
                splits.Enqueue(new Split(segment, at, gain), -gain);
            }
        }
    }

    private readonly record struct Split(Segment Whole, int At, double Gain);
}
