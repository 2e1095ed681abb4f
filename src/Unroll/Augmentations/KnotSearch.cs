namespace Unroll.Augmentations;

/// <summary>The search for the knots of a random curve between which a place lies.</summary>
internal static class KnotSearch
{
    /// <summary>The knot before a place, and the share of the way to the next one.</summary>
    /// <param name="places">The places of the knots, ascending, at least two.</param>
    /// <param name="place">A place, no farther than the last knot.</param>
    /// <param name="from">A knot at or before the place, where the search begins.</param>
    public static (int Knot, double Share) Find(ReadOnlySpan<double> places, double place, int from = 0)
    {
        int knot = from;
        while (knot < places.Length - 2 && place >= places[knot + 1])
        {
            knot++;
        }

        double width = places[knot + 1] - places[knot];
        return (knot, width > 0 ? (place - places[knot]) / width : 0);
    }
}
