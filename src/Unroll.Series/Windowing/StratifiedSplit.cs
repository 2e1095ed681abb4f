namespace Unroll.Series.Windowing;

/// <summary>A stratified random split: each class has the same shares in all parts, but for rounding.</summary>
public static class StratifiedSplit
{
    /// <summary>Splits by class: of the n items of a class, each part with share s gets ⌊s·n⌋ or ⌈s·n⌉.</summary>
    /// <param name="labels">The class of each item, from 0.</param>
    /// <param name="shares">Shares of the parts.</param>
    /// <param name="seed">Seed of the assignment.</param>
    /// <exception cref="InputException">There are too few.</exception>
    public static ItemSplit Of(IReadOnlyList<int> labels, SplitShares shares, ulong seed = 0)
    {
        ArgumentNullException.ThrowIfNull(labels);
        shares.Validate();
        double[] all = shares.All;
        int[] parts = new int[labels.Count];
        int[] assigned = new int[all.Length];
        foreach (IGrouping<int, int> group in Enumerable.Range(0, labels.Count).GroupBy(i => labels[i]).OrderBy(group => group.Key))
        {
            int[] members = [.. group];
            new RandomStream(seed, unchecked((ulong)group.Key)).Shuffle<int>(members);
            int[] counts = Counts(members.Length, all, assigned);
            int at = 0;
            for (int part = 0; part < counts.Length; part++)
            {
                assigned[part] += counts[part];
                for (int i = 0; i < counts[part]; i++)
                {
                    parts[members[at++]] = part;
                }
            }
        }

        return ItemSplit.Of(parts, shares, "samples");
    }

    /// <summary>
    /// Whole numbers next to the shares of a class. The rest of rounding down goes where most is due: by this class, and by all before it,
    /// so that many small classes do not all round the same way.
    /// </summary>
    private static int[] Counts(int members, double[] shares, int[] assigned)
    {
        // A share of 0.3 of 10 is 3, not 2 and something.
        int[] counts = [.. shares.Select(share => (int)Math.Floor((share * members) + 1e-9))];
        int before = assigned.Sum();
        double[] due = [.. shares.Select((share, part) =>
            (share * members) - counts[part] < 1e-9 ? double.NegativeInfinity
                : (share * (before + members)) - assigned[part] - counts[part])];
        for (int left = members - counts.Sum(); left > 0; left--)
        {
            int most = Array.IndexOf(due, due.Max());
            counts[most]++;
            due[most] = double.NegativeInfinity;
        }

        return counts;
    }
}
