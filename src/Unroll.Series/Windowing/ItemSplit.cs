using System.Globalization;
using Unroll.Series.Frames;

namespace Unroll.Series.Windowing;

/// <summary>
/// A split of items without order in time (series, windows that share nothing), by their indices, each in one part at most.
/// </summary>
/// <param name="Training">The training part, in order.</param>
/// <param name="Validation">The validation part, in order.</param>
/// <param name="Test">The test part, in order.</param>
public sealed record ItemSplit(IReadOnlyList<int> Training, IReadOnlyList<int> Validation, IReadOnlyList<int> Test)
{
    /// <summary>The split of samples in an order, the first of which are the training part.</summary>
    internal static ItemSplit Cut(int[] order, SplitShares shares)
    {
        shares.Validate();
        int[] parts = new int[order.Length];
        Array.Fill(parts, 3);
        RowRange[] runs = shares.Cut(order.Length);
        for (int part = 0; part < runs.Length; part++)
        {
            for (int i = runs[part].Start; i < runs[part].End; i++)
            {
                parts[order[i]] = part;
            }
        }

        return Of(parts, shares, "samples");
    }

    /// <summary>The split from the part of each item: 0 training, 1 validation, 2 test, 3 none.</summary>
    internal static ItemSplit Of(int[] parts, SplitShares shares, string things)
    {
        int[][] indices = [
            .. Enumerable.Range(0, 3).Select(part => Enumerable.Range(0, parts.Length).Where(i => parts[i] == part).ToArray())];
        for (int part = 0; part < indices.Length; part++)
        {
            if (shares.All[part] > 0 && indices[part].Length == 0)
            {
                throw new InputException(string.Create(CultureInfo.InvariantCulture,
                    $"{CountFormatter.Format(parts.Length, things)} {(parts.Length == 1 ? "is" : "are")} too few for shares of "
                    + $"{shares.Training}, {shares.Validation} and {shares.Test}: each part needs some."))
                { Field = "split" };
            }
        }

        return new(indices[0], indices[1], indices[2]);
    }
}
