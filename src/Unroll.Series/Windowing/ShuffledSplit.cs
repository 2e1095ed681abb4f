namespace Unroll.Series.Windowing;

/// <summary>A random split. Only for items that share nothing: overlapping windows would put the same rows into two parts.</summary>
public static class ShuffledSplit
{
    /// <summary>Splits windows that share no rows.</summary>
    /// <param name="windows">The windows.</param>
    /// <param name="shares">Shares of the parts.</param>
    /// <param name="seed">Seed of the assignment.</param>
    /// <returns>Indices of windows, for <see cref="SelectedSamples"/>.</returns>
    /// <exception cref="InputException">Windows overlap, so that test rows would leak into the training part; or there are too
    /// few.</exception>
    public static ItemSplit Of(SeriesWindows windows, SplitShares shares, ulong seed = 0)
    {
        ArgumentNullException.ThrowIfNull(windows);
        RefuseOverlap(windows.Layout);
        return Of(windows.Count, shares, seed);
    }

    /// <summary>Splits independent items, such as whole series.</summary>
    /// <param name="count">How many there are.</param>
    /// <param name="shares">Shares of the parts.</param>
    /// <param name="seed">Seed of the assignment.</param>
    /// <exception cref="InputException">There are too few.</exception>
    public static ItemSplit Of(int count, SplitShares shares, ulong seed = 0)
    {
        int[] order = [.. Enumerable.Range(0, count)];
        new RandomStream(seed).Shuffle<int>(order);
        return ItemSplit.Cut(order, shares);
    }

    /// <summary>Refuses windows that share rows.</summary>
    /// <param name="layout">The shape of windows.</param>
    /// <exception cref="InputException">Windows overlap.</exception>
    public static void RefuseOverlap(WindowLayout layout)
    {
        if (layout.Overlaps)
        {
            throw new InputException(
                $"Windows of {CountFormatter.Format(layout.RowCount, "rows")} ({layout.Length} in, {layout.Gap} of gap, {layout.Horizon} " +
                $"to be predicted), "
                + $"{layout.Stride} apart, share rows: a shuffled split would " +
                $"test on rows that were learned from, and its result would be too good. Split by time, or set the stride to at least "
                + $"{layout.RowCount}.")
            { Field = "window.stride" };
        }
    }
}
