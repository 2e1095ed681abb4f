using System.Globalization;

namespace Unroll.Series.Windowing;

/// <summary>
/// K-fold cross-validation of whole series: random folds of about the same size, each class in about the same share in all (stratified),
/// no group in two. As <c>StratifiedGroupKFold</c> of scikit-learn, it gives each group, large ones first, to the fold that has least of
/// its classes.
/// </summary>
public static class KFold
{
    /// <summary>Divides items into folds.</summary>
    /// <param name="groups">The group of each item; where all differ, items are divided one by one.</param>
    /// <param name="labels">The class of each item, from 0; null where there are none.</param>
    /// <param name="count">Number of folds, at least 2.</param>
    /// <param name="seed">Seed of the assignment.</param>
    /// <returns>The items of each fold, in order; each item is in one.</returns>
    /// <exception cref="InputException">There are fewer groups than folds.</exception>
    public static IReadOnlyList<IReadOnlyList<int>> Of(
        IReadOnlyList<string> groups, IReadOnlyList<int>? labels, int count, ulong seed = 0)
    {
        ArgumentNullException.ThrowIfNull(groups);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 2);
        int[][] members = [
            .. Enumerable.Range(0, groups.Count).GroupBy(i => groups[i], StringComparer.Ordinal).Select(group => group.ToArray())];
        if (members.Length < count)
        {
            throw new InputException(string.Create(
                CultureInfo.InvariantCulture,
                $"{CountFormatter.Format(members.Length, members.Length == groups.Count ? "series" : "groups")} "
                + $"{(members.Length == 1 ? "is" : "are")} too few for {CountFormatter.Format(count, "folds")}, for each needs "
                + $"one: take fewer folds, or give more."));
        }

        new RandomStream(seed).Shuffle<int[]>(members);
        int LabelOf(int item) => labels is null ? 0 : labels[item];
        int classes = Enumerable.Range(0, groups.Count).Select(LabelOf).DefaultIfEmpty(0).Max() + 1;
        double[] totals = new double[classes];
        for (int i = 0; i < groups.Count; i++)
        {
            totals[LabelOf(i)]++;
        }

        double[,] have = new double[count, classes];
        List<int>[] folds = [.. Enumerable.Range(0, count).Select(_ => new List<int>())];
        foreach (int[] group in members.OrderByDescending(group => group.Length).ThenBy(group => LabelOf(group[0])))
        {
            // What the fold has of the group's classes already, as shares of these; of equal ones the smallest fold.
            int best = Enumerable.Range(0, count)
                .MinBy(fold => (group.Sum(item => have[fold, LabelOf(item)] / totals[LabelOf(item)]), folds[fold].Count, fold));
            folds[best].AddRange(group);
            foreach (int item in group)
            {
                have[best, LabelOf(item)]++;
            }
        }

        // Large groups may leave a fold without any.
        foreach (List<int> empty in folds.Where(fold => fold.Count == 0))
        {
            List<int> largest = folds.Where(fold => fold.Select(item => groups[item]).Distinct().Count() > 1).MaxBy(fold => fold.Count)!;
            string moved = groups[largest[^1]];
            empty.AddRange(largest.Where(item => groups[item] == moved));
            largest.RemoveAll(item => groups[item] == moved);
        }

        return [.. folds.Select(fold => (IReadOnlyList<int>)[.. fold.Order()])];
    }
}
