using Unroll.Series.Windowing;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Sequences;

/// <summary>The parts of whole series in each fold of a cross-validation.</summary>
internal static class SequenceFolds
{
    /// <summary>The parts of each fold, repetition after repetition. They do not depend on the seed of a training.</summary>
    /// <param name="split">The split.</param>
    /// <param name="data">The series.</param>
    /// <param name="labels">The number of each series' class, which folds have in the same shares; null where there are none.</param>
    /// <param name="hasTestData">Whether the test part has data of its own.</param>
    /// <exception cref="InputException">There are too few series.</exception>
    public static IEnumerable<ItemSplit> Of(FoldSplit split, SequenceData data, int[]? labels, bool hasTestData)
    {
        string[] groups = split.Group is { } name
            ? [.. GroupSplit.GroupsOf(data.Series, name)] : [.. data.Series.Items.Select(item => item.Id)];
        ItemSplit outer = split.Test.Share is { } share
            ? Divide([.. Enumerable.Range(0, groups.Length)], new SplitShares(1 - share, 0, share), 0)
            : new ItemSplit([.. Enumerable.Range(0, groups.Length)], [], []);
        for (int repeat = 0; repeat < split.Repeats; repeat++)
        {
            IReadOnlyList<IReadOnlyList<int>> folds = KFold.Of(
                [.. outer.Training.Select(i => groups[i])], labels is null ? null : [.. outer.Training.Select(i => labels[i])],
                split.Count, (ulong)repeat);
            foreach (IReadOnlyList<int> fold in folds)
            {
                int[] tested = [.. fold.Select(i => outer.Training[i])], others = [.. outer.Training.Except(tested)];
                yield return hasTestData || outer.Test.Count > 0 ? new ItemSplit(others, tested, outer.Test)
                    : split.Validation.Share is { } validation
                    ? Divide(others, new SplitShares(1 - validation, validation, 0), (ulong)repeat) with { Test = tested }
                    : new ItemSplit(others, [], tested);
            }
        }

        ItemSplit Divide(int[] items, SplitShares shares, ulong seed)
        {
            ItemSplit places = labels is not null && split.Group is null
                ? StratifiedSplit.Of([.. items.Select(i => labels[i])], shares, seed)
                : GroupSplit.Of([.. items.Select(i => groups[i])], shares, seed);
            int[] At(IReadOnlyList<int> part) => [.. part.Select(place => items[place])];
            return new ItemSplit(At(places.Training), At(places.Validation), At(places.Test));
        }
    }
}
