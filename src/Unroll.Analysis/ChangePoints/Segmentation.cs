using System.Text;

namespace Unroll.Analysis.ChangePoints;

/// <summary>A series cut into segments.</summary>
/// <param name="ChangePoints">The first point after each change, in order: 0-based, none at 0.</param>
/// <param name="Cost">The costs of the segments together, without a penalty.</param>
public sealed record Segmentation(IReadOnlyList<int> ChangePoints, double Cost)
{
    /// <summary>The segments of a series.</summary>
    /// <param name="count">The points of the series.</param>
    public IEnumerable<Segment> Segments(int count)
    {
        int start = 0;
        foreach (int change in ChangePoints)
        {
            yield return new Segment(start, change);
            start = change;
        }

        yield return new Segment(start, count);
    }

    /// <summary>The segmentation with given changes.</summary>
    /// <param name="cost">The cost of segments.</param>
    /// <param name="changes">The changes, in order.</param>
    internal static Segmentation Of(SegmentCost cost, IReadOnlyList<int> changes)
    {
        Segmentation plain = new(changes, 0);
        return plain with { Cost = plain.Segments(cost.Count).Sum(segment => cost.Of(segment.Start, segment.End)) };
    }

    /// <summary>The changes that are kept in a table of the last change before each point.</summary>
    internal static int[] Backwards(int[] last, int count)
    {
        List<int> changes = [];
        for (int at = last[count]; at > 0; at = last[at])
        {
            changes.Add(at);
        }

        changes.Reverse();
        return [.. changes];
    }

    private bool PrintMembers(StringBuilder builder) => RecordFormatter.AppendMembers(
        builder, (nameof(ChangePoints), ChangePoints), (nameof(Cost), Cost));
}
