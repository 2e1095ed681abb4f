namespace Unroll.Tasks.Evaluation;

/// <summary>
/// The edit distance of two sequences (Levenshtein 1966): how many items have to be put in, left out or exchanged to make one of the other.
/// </summary>
public static class EditDistance
{
    /// <summary>The distance.</summary>
    /// <typeparam name="T">Type of the items.</typeparam>
    /// <param name="first">A sequence.</param>
    /// <param name="second">Another one.</param>
    public static int Of<T>(IReadOnlyList<T> first, IReadOnlyList<T> second)
        where T : IEquatable<T>
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        int[] row = [.. Enumerable.Range(0, second.Count + 1)];
        for (int i = 1; i <= first.Count; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= second.Count; j++)
            {
                int replaced = diagonal + (first[i - 1].Equals(second[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, 1 + Math.Min(row[j], row[j - 1]));
            }
        }

        return row[^1];
    }
}
