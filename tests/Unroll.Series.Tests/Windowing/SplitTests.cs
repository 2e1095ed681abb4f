using FsCheck;
using FsCheck.Fluent;
using Unroll.Series.Frames;
using Unroll.Series.Windowing;

namespace Unroll.Series.Tests.Windowing;

/// <summary>Splits by chance: of whole series, of classes, of windows that share nothing.</summary>
public class SplitTests
{
    private static readonly SplitShares[] _shares = [new(0.7, 0.15, 0.15), new(0.5, 0, 0.5), new(0.6, 0.2, 0.1), new(0.8, 0.2, 0)];

    [Fact]
    public void No_group_is_in_two_parts_and_the_seed_decides() => Prop.ForAll(
        Gen.Choose(0, 7).ArrayOf(30).Where(groups => groups.Distinct().Count() >= 4).ToArbitrary(), Gen.Choose(0, 3).ToArbitrary(),
        Gen.Choose(0, 99).ToArbitrary(), (groups, which, seed) =>
    {
        string[] names = [.. groups.Select(group => $"g{group}")];
        ItemSplit split = GroupSplit.Of(names, _shares[which], (ulong)seed);
        HashSet<string>[] parts = [.. Parts(split).Select(part => part.Select(i => names[i]).ToHashSet())];
        bool apart = !parts[0].Overlaps(parts[1]) && !parts[0].Overlaps(parts[2]) && !parts[1].Overlaps(parts[2]);

        // A group is in its part wholly.
        bool whole = Parts(split).Zip(parts).All(pair => pair.First.Count == names.Count(pair.Second.Contains));
        return apart && whole && Disjoint(split, names.Length, _shares[which])
            && Same(split, GroupSplit.Of(names, _shares[which], (ulong)seed));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Groups_of_equal_size_get_the_shares_exactly()
    {
        ItemSplit split = GroupSplit.Of([.. Enumerable.Range(0, 100).Select(i => $"{i / 5}")], new(0.6, 0.2, 0.2));
        Assert.Equal((60, 20, 20), (split.Training.Count, split.Validation.Count, split.Test.Count));
        Assert.False(Same(split, GroupSplit.Of([.. Enumerable.Range(0, 100).Select(i => $"{i / 5}")], new(0.6, 0.2, 0.2), seed: 1)));
    }

    [Fact]
    public void Series_are_split_by_themselves_or_by_what_they_have_in_common()
    {
        SeriesSet set = new(
            [.. Enumerable.Range(0, 12).Select(i => new SeriesItem($"p{i}", Frame(2 + i)) { StaticCovariates = [i / 3] })], ["ward"]);
        ItemSplit byWard = GroupSplit.ByStatic(set, "ward", new(0.5, 0.25, 0.25));
        Assert.All(Parts(byWard), part => Assert.Equal(0, part.Count % 3));
        Assert.Equal((6, 3, 3), (byWard.Training.Count, byWard.Validation.Count, byWard.Test.Count));
        Assert.True(Disjoint(GroupSplit.BySeries(set, _shares[0]), 12, _shares[0]));

        SplitPlan plan = SplitPlan.OfItems(set, byWard);
        Assert.Equal(byWard.Test, plan.Test.Select(rows => rows.Series));
        Assert.All(plan.Test, rows => Assert.Equal(new RowRange(0, 2 + rows.Series), rows.Rows));
        Assert.Contains(
            "'bed'", Assert.Throws<InputException>(() => GroupSplit.ByStatic(set, "bed", _shares[0])).Message, StringComparison.Ordinal);
        Assert.Contains(
            "2 groups are too few for 3 parts (training, validation, test)",
            Assert.Throws<InputException>(() => GroupSplit.Of(["a", "b", "a"], _shares[0])).Message, StringComparison.Ordinal);
        Assert.Contains(
            "1 group is too few for 2 parts (training, test)",
            Assert.Throws<InputException>(() => GroupSplit.Of(["a", "a"], new SplitShares(0.8, 0, 0.2))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Each_class_has_its_share_in_each_part() => Prop.ForAll(
        Gen.Choose(0, 4).ArrayOf(60).Where(labels => labels.Length >= 20).ToArbitrary(), Gen.Choose(0, 3).ToArbitrary(),
        Gen.Choose(0, 99).ToArbitrary(), (labels, which, seed) =>
    {
        SplitShares shares = _shares[which];
        ItemSplit split = StratifiedSplit.Of(labels, shares, (ulong)seed);
        double[] wanted = [shares.Training, shares.Validation, shares.Test];
        return Disjoint(split, labels.Length, shares) && labels.GroupBy(label => label).All(group =>
            Parts(split).Zip(wanted)
                .All(pair => Math.Abs(pair.First.Count(i => labels[i] == group.Key) - (pair.Second * group.Count())) < 1));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Many_small_classes_do_not_all_go_to_the_same_part()
    {
        // 40 classes of two each: without a look at the others, each would give both to the training part.
        ItemSplit split = StratifiedSplit.Of([.. Enumerable.Range(0, 80).Select(i => i / 2)], new(0.6, 0.2, 0.2));
        Assert.InRange(split.Training.Count, 46, 50);
        Assert.InRange(split.Validation.Count, 14, 18);
    }

    [Fact]
    public void Items_in_their_order_are_cut_by_shares() => Prop.ForAll(
        Gen.Choose(20, 300).ToArbitrary(), Gen.Choose(0, 3).ToArbitrary(), (count, which) =>
    {
        SplitShares shares = _shares[which];
        ItemSplit split = OrderedItems.Of(count, shares);
        int[] all = [.. Parts(split).SelectMany(part => part)];
        return Disjoint(split, count, shares) && all.SequenceEqual(Enumerable.Range(0, all.Length))
            && Math.Abs(split.Training.Count - (shares.Training * count)) < 1 && Math.Abs(split.Test.Count - (shares.Test * count)) <= 1;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_first_eight_thousand_of_ten_thousand_are_trained_on_and_the_last_two_tested()
    {
        ItemSplit split = OrderedItems.Of(10_000, new(0.7, 0.1, 0.2));
        Assert.Equal((7_000, 7_000, 8_000), (split.Training.Count, split.Validation[0], split.Test[0]));
        Assert.Equal((7_999, 9_999), (split.Validation[^1], split.Test[^1]));
        Assert.Throws<InputException>(() => OrderedItems.Of(2, new(0.7, 0.1, 0.2)));
    }

    [Fact]
    public void Windows_that_share_rows_are_never_shuffled_into_parts()
    {
        WindowedSeries series = new("1", Frame(100), new(0, 100));
        WindowColumns columns = new(["x"], [], ["x"]);
        WindowLayout layout = new(8, 2) { Gap = 1 };
        InputException exception = Assert.Throws<InputException>(
            () => ShuffledSplit.Of(new SeriesWindows([series], columns, layout with { Stride = 10 }), _shares[0]));
        Assert.Contains("share rows", exception.Message, StringComparison.Ordinal);
        Assert.Contains("stride to at least 11", exception.Message, StringComparison.Ordinal);

        SeriesWindows apart = new([series], columns, layout with { Stride = 11 });
        ItemSplit split = ShuffledSplit.Of(apart, new(0.6, 0.2, 0.2), seed: 3);
        Assert.True(Disjoint(split, apart.Count, new(0.6, 0.2, 0.2)));
        HashSet<int> Rows(IReadOnlyList<int> part) => [.. part.SelectMany(i => Enumerable.Range(apart.Origin(i) - 7, 11))];
        Assert.False(Rows(split.Training).Overlaps(Rows(split.Test)));
        Assert.Equal(split.Test.Count, new SelectedSamples(apart, split.Test).Count);
    }

    [Fact]
    public void Overlap_is_told_right() => Prop.ForAll(WindowCase.Any(), c =>
        c.Layout.Overlaps == (c.Layout.Stride < c.Layout.Length + c.Layout.Gap + c.Layout.Horizon)).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(0, 0.5, 0.5)]
    [InlineData(1.1, 0, 0)]
    [InlineData(0.8, 0.2, 0.1)]
    [InlineData(0.8, -0.1, 0.3)]
    [InlineData(double.NaN, 0.5, 0.5)]
    public void Shares_that_split_nothing_are_refused(double training, double validation, double test)
    {
        SplitShares shares = new(training, validation, test);
        Assert.Throws<InputException>(() => ShuffledSplit.Of(100, shares));
        Assert.Throws<InputException>(() => StratifiedSplit.Of([0, 1], shares));
        Assert.Throws<InputException>(() => OrderedItems.Of(100, shares));
        Assert.Throws<InputException>(() => GroupSplit.Of(["a", "b"], shares));
        Assert.Throws<InputException>(() => PanelSplit.ByShares(SeriesSet.Of(Frame(9)), shares));
    }

    private static IReadOnlyList<int>[] Parts(ItemSplit split) => [split.Training, split.Validation, split.Test];

    private static bool Same(ItemSplit a, ItemSplit b) => Parts(a).Zip(Parts(b)).All(pair => pair.First.SequenceEqual(pair.Second));

    /// <summary>Nothing is in two parts, and all is in one unless shares leave something over.</summary>
    private static bool Disjoint(ItemSplit split, int count, SplitShares shares)
    {
        int[] all = [.. Parts(split).SelectMany(part => part)];
        bool complete = shares.Training + shares.Validation + shares.Test > 1 - 1e-9;
        return all.Distinct().Count() == all.Length && all.All(i => i >= 0 && i < count) && (!complete || all.Length == count);
    }

    private static Frame Frame(int rows) => new(TimeIndex.Numbered(rows), ["x"], [new double[rows]]);
}
