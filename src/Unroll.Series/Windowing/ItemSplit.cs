namespace Unroll.Series.Windowing;

/// <summary>Things that have no order in time (series, windows that share nothing) in parts, by their indices, each in one part at most.</summary>
/// <param name="Training">What networks learn from, in order.</param>
/// <param name="Validation">What training is watched on.</param>
/// <param name="Test">What the result is told on.</param>
public sealed record ItemSplit(IReadOnlyList<int> Training, IReadOnlyList<int> Validation, IReadOnlyList<int> Test)
{
    /// <summary>Makes parts out of the part of each thing: 0, 1, 2, or 3 for none.</summary>
    internal static ItemSplit Of(int[] parts, SplitShares shares, string things)
    {
        int[][] indices = [.. Enumerable.Range(0, 3).Select(part => Enumerable.Range(0, parts.Length).Where(i => parts[i] == part).ToArray())];
        for (int part = 0; part < indices.Length; part++)
        {
            if (shares.All[part] > 0 && indices[part].Length == 0)
            {
                throw new InputException(FormattableString.Invariant(
                    $"{parts.Length} {things} are too few for shares of {shares.Training}, {shares.Validation} and {shares.Test}: each part needs some."));
            }
        }

        return new(indices[0], indices[1], indices[2]);
    }
}
