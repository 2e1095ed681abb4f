namespace Unroll.Losses;

/// <summary>Class weights for imbalanced classes.</summary>
public static class ClassWeights
{
    /// <summary>
    /// Balanced weights: samples / (classes · samples of the class), as scikit-learn's. A class without samples has weight 0.
    /// </summary>
    /// <param name="labels">The class of each sample, from 0.</param>
    /// <returns>One weight a class.</returns>
    /// <exception cref="ArgumentException">There are no labels, or one is negative.</exception>
    public static float[] Balanced(IEnumerable<int> labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        int[] all = [.. labels];
        if (all.Length == 0 || all.Min() < 0)
        {
            throw new ArgumentException(
                all.Length == 0 ? "There are no labels: give one a sample." : $"A label is {all.Min()}: labels are classes, from 0.",
                nameof(labels));
        }

        int[] counts = new int[all.Max() + 1];
        foreach (int label in all)
        {
            counts[label]++;
        }

        int present = counts.Count(count => count > 0);
        return [.. counts.Select(count => count == 0 ? 0f : (float)((double)all.Length / (present * (double)count)))];
    }
}
