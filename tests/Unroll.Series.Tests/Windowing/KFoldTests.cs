using FsCheck;
using FsCheck.Fluent;
using Unroll.Series.Windowing;

namespace Unroll.Series.Tests.Windowing;

public sealed class KFoldTests
{
    [Fact]
    public void Each_item_is_in_one_fold_and_no_group_in_two() => Prop.ForAll(
        Gen.Choose(0, 9).ArrayOf(40).Where(groups => groups.Distinct().Count() >= 5).ToArbitrary(), Gen.Choose(2, 5).ToArbitrary(),
        Gen.Choose(0, 99).ToArbitrary(), (groups, count, seed) =>
    {
        string[] names = [.. groups.Select(group => $"g{group}")];
        int[] labels = [.. groups.Select((_, i) => i % 3)];
        IReadOnlyList<IReadOnlyList<int>> folds = KFold.Of(names, labels, count, (ulong)seed);
        bool once = folds.SelectMany(fold => fold).Order().SequenceEqual(Enumerable.Range(0, names.Length));
        bool apart = folds.SelectMany(fold => fold.Select(item => names[item]).Distinct()).Count() == names.Distinct().Count();
        return once && apart && folds.Count == count && folds.All(fold => fold.Count > 0);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Each_class_has_the_same_share_in_all_folds() => Prop.ForAll(
        Gen.Choose(0, 3).ArrayOf(57).ToArbitrary(), Gen.Choose(2, 8).ToArbitrary(), (labels, count) =>
    {
        string[] names = [.. labels.Select((_, i) => $"s{i}")];
        IReadOnlyList<IReadOnlyList<int>> folds = KFold.Of(names, labels, count);
        return labels.Distinct().All(label =>
        {
            int[] counts = [.. folds.Select(fold => fold.Count(item => labels[item] == label))];
            return counts.Max() - counts.Min() <= 1;
        }) && folds.Max(fold => fold.Count) - folds.Min(fold => fold.Count) <= 1;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_seed_decides()
    {
        string[] names = [.. Enumerable.Range(0, 30).Select(i => $"s{i}")];

        Assert.Equal(KFold.Of(names, null, 3, 7), KFold.Of(names, null, 3, 7));
        Assert.NotEqual(KFold.Of(names, null, 3, 7), KFold.Of(names, null, 3, 8));
    }

    [Fact]
    public void Fewer_groups_than_folds_are_refused()
    {
        Assert.Contains(
            "2 groups are too few for 3 folds",
            Assert.Throws<InputException>(() => KFold.Of(["a", "b", "a", "b"], null, 3)).Message, StringComparison.Ordinal);
        Assert.Contains(
            "2 series are too few for 3 folds",
            Assert.Throws<InputException>(() => KFold.Of(["a", "b"], null, 3)).Message, StringComparison.Ordinal);
    }
}
