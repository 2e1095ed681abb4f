namespace Unroll.Series.Windowing;

/// <summary>
/// A split of items in the order that they come in: the first are the training part, the next the validation part, then the test part, as
/// published splits of one file often are.
/// </summary>
public static class OrderedItems
{
    /// <summary>Splits independent items, such as whole series, by rounded shares.</summary>
    /// <param name="count">How many there are.</param>
    /// <param name="shares">Shares of the parts; what they leave over at the end belongs to none.</param>
    /// <exception cref="InputException">There are too few.</exception>
    public static ItemSplit Of(int count, SplitShares shares) => ItemSplit.Cut([.. Enumerable.Range(0, count)], shares);
}
