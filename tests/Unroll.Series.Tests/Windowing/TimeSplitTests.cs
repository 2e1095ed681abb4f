using FsCheck;
using FsCheck.Fluent;
using Unroll.Series.Frames;
using Unroll.Series.Windowing;

namespace Unroll.Series.Tests.Windowing;

/// <summary>Splits by time, of many series and in folds.</summary>
public class TimeSplitTests
{
    [Fact]
    public void Parts_of_each_series_follow_one_another_with_the_embargo_between() => Prop.ForAll(
        Gen.Choose(1, 60).ArrayOf(3).Where(rows => rows.Length > 0).ToArbitrary(), Gen.Choose(0, 4).ToArbitrary(), (rows, embargo) =>
    {
        SeriesSet set = Set([.. rows.Select(count => (0, count))]);
        try
        {
            SplitPlan plan = PanelSplit.ByShares(set, new(0.6, 0.2, 0.2), embargo);
            return Enumerable.Range(0, set.Count).All(i =>
            {
                RowRange[] parts = [.. Parts(plan).Select(part => part.Single(seriesRows => seriesRows.Series == i).Rows)];
                return parts[0].Start == 0 && parts[1].Start == parts[0].End + embargo && parts[2].Start == parts[1].End + embargo
                    && parts[2].End == rows[i];
            });
        }
        catch (InputException)
        {
            return rows.Any(count => count * 0.2 < embargo + 1.5);
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Dates_that_all_series_share_keep_every_row_of_a_part_before_every_row_of_the_next() => Prop.ForAll(
        Gen.Choose(0, 40).Two().ArrayOf(4).Where(series => series.Length > 0).ToArbitrary(), Gen.Choose(0, 5).ToArbitrary(),
        (series, days) =>
    {
        SeriesSet set = Set([.. series.Select(pair => (pair.Item1, pair.Item2 + 1))]);
        try
        {
            SplitPlan plan = PanelSplit.ByCommonShares(set, new(0.6, 0.2, 0.2), TimeSpan.FromDays(days));
            (DateTime First, DateTime Last)[] spans = [.. Parts(plan).Select(part => (
                part.Min(rows => set[rows.Series].Frame.Time[rows.Rows.Start]),
                    part.Max(rows => set[rows.Series].Frame.Time[rows.Rows.End - 1])))];
            return spans[1].First - spans[0].Last >= TimeSpan.FromDays(Math.Max(days, 1))
                && spans[2].First - spans[1].Last >= TimeSpan.FromDays(Math.Max(days, 1))
                && spans[2].Last == set.Items.Max(item => item.Frame.Time[item.Frame.RowCount - 1]);
        }
        catch (InputException exception)
        {
            return exception.Message.Contains("has no rows", StringComparison.Ordinal);
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_panel_by_dates_as_worked_out_by_hand()
    {
        // The first series has the days 0 to 9 of January 2020, the second the days 5 to 24.
        SeriesSet set = Set([(0, 10), (5, 20)]);
        SplitPlan plan = PanelSplit.ByTime(set, Days(0, 11), Days(12, 17), Days(18, 40), TimeSpan.FromDays(3));
        Assert.Equal([new(0, new(0, 10)), new(1, new(0, 5))], plan.Training);
        Assert.Equal([new(1, new(7, 4))], plan.Validation);
        Assert.Equal([new(1, new(13, 7))], plan.Test);

        IReadOnlyList<WindowedSeries> test = SplitPlan.Windowed(set, plan.Test);
        Assert.Equal(("s1", new RowRange(13, 7)), (test[0].Id, test[0].Targets));
        Assert.Equal(12, new SeriesWindows(test, new(["x"], [], ["x"]), new(4, 1)).Origin(0));
        Assert.Equal([10, 5], SplitPlan.RowsOnly(set, plan.Training).Items.Select(item => item.Frame.RowCount));

        Assert.Contains(
            "before the train part ends", Message(() => PanelSplit.ByTime(set, Days(0, 11), null, Days(11, 20))), StringComparison.Ordinal);
        Assert.Contains(
            "2020-01-01 to 2020-01-25", Message(() => PanelSplit.ByTime(set, Days(0, 11), null, Days(50, 60))), StringComparison.Ordinal);
        Assert.Contains("'s0' has 10 rows", Message(() => PanelSplit.ByShares(set, new(0.8, 0.1, 0.1), 2)), StringComparison.Ordinal);
        SeriesSet numbered = SeriesSet.Of(new(TimeIndex.Numbered(9), ["x"], [new double[9]]));
        Assert.Contains("numbered", Message(() => PanelSplit.ByTime(numbered, Days(0, 1), null, Days(2, 3))), StringComparison.Ordinal);
    }

    [Fact]
    public void Folds_learn_from_what_was_before_and_test_on_what_follows() =>
        Prop.ForAll(Options(), Gen.Choose(1, 150).ToArbitrary(), (options, count) =>
    {
        RowRange rows = new(7, count);
        if (count < Needed(options))
        {
            return Message(() => WalkForward.Split(rows, options)).Contains($"need {Needed(options)}", StringComparison.Ordinal);
        }

        IReadOnlyList<WalkForwardFold> folds = WalkForward.Split(rows, options);
        int step = options.Step == 0 ? options.TestRows : options.Step;
        bool hold = folds.Count == options.Folds && folds[^1].Test.End == rows.End;
        foreach (WalkForwardFold fold in folds)
        {
            hold &= fold.Test.Count == options.TestRows && fold.Validation.Count == options.ValidationRows && fold.Training.Count >= 1
                && fold.Training.Start >= rows.Start
                && (options.TrainingRows == 0 ? fold.Training.Start == rows.Start : fold.Training.Count == options.TrainingRows)
                && fold.Validation.End + options.Embargo == fold.Test.Start
                && fold.Training.End + options.Embargo == (options.ValidationRows == 0 ? fold.Test.Start : fold.Validation.Start)
                && (fold.Number == 0 || fold.Test.Start - folds[fold.Number - 1].Test.Start == step);
        }

        return hold;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Folds_as_worked_out_by_hand()
    {
        WalkForwardFold[] expanding = [.. WalkForward.Split(new(0, 20), new(3, 4) { Embargo = 1 })];
        Assert.Equal([new(0, 7), new(0, 11), new(0, 15)], expanding.Select(fold => fold.Training));
        Assert.Equal([new(8, 4), new(12, 4), new(16, 4)], expanding.Select(fold => fold.Test));

        WalkForwardFold[] rolling = [.. WalkForward.Split(new(0, 20), new(2, 3) { TrainingRows = 5, Step = 2, ValidationRows = 2 })];
        Assert.Equal([new(8, 5), new(10, 5)], rolling.Select(fold => fold.Training));
        Assert.Equal([new(13, 2), new(15, 2)], rolling.Select(fold => fold.Validation));
        Assert.Equal([new(15, 3), new(17, 3)], rolling.Select(fold => fold.Test));

        SplitPlan[] panel = [.. WalkForward.SplitEach(Set([(0, 10), (3, 20)]), new(2, 3))];
        Assert.Equal([new(0, new(4, 3)), new(1, new(14, 3))], panel[0].Test);
        Assert.Equal([new(0, new(0, 7)), new(1, new(0, 17))], panel[1].Training);
        Assert.Empty(panel[0].Validation);
        Assert.Contains("'s0'", Message(() => WalkForward.SplitEach(Set([(0, 6), (3, 20)]), new(2, 3))), StringComparison.Ordinal);
        Assert.Contains("at least 1", Message(() => WalkForward.Split(new(0, 9), new(0, 3))), StringComparison.Ordinal);
    }

    [Fact]
    public void Inner_folds_never_see_a_test_row_of_the_outer_ones() => Prop.ForAll(Options(), Options(), (outer, inner) =>
    {
        IReadOnlyList<NestedFold> folds;
        try
        {
            folds = NestedWalkForward.Split(new(0, 120), outer, inner);
        }
        catch (InputException)
        {
            RowRange first = Needed(outer) <= 120 ? WalkForward.Split(new(0, 120), outer)[0].Training : default;
            return Needed(outer) > 120 || first.Count < Needed(inner);
        }

        return folds.Count == outer.Folds && folds.All(fold => fold.Inner.Count == inner.Folds && fold.Inner.All(innerFold =>
            innerFold.Training.Start >= fold.Outer.Training.Start && innerFold.Test.End <= fold.Outer.Training.End
                && innerFold.Test.End + outer.Embargo <= fold.Outer.Test.Start));
    }).QuickCheckThrowOnFailure();

    private static Arbitrary<WalkForwardOptions> Options() => (
        from folds in Gen.Choose(1, 4)
        from test in Gen.Choose(1, 8)
        from step in Gen.Choose(0, 9)
        from training in Gen.Choose(0, 12)
        from validation in Gen.Choose(0, 5)
        from embargo in Gen.Choose(0, 3)
        select new WalkForwardOptions(folds, test)
        {
            Step = step,
            TrainingRows = training,
            ValidationRows = validation,
            Embargo = embargo
        }).ToArbitrary();

    /// <summary>
    /// The rows from the first that the first fold learns from to the last that the last one tests on, one behind the other.
    /// </summary>
    private static int Needed(WalkForwardOptions options)
    {
        int rows = options.TrainingRows == 0 ? 1 : options.TrainingRows;
        rows += options.ValidationRows == 0 ? 0 : options.Embargo + options.ValidationRows;
        rows += options.Embargo + options.TestRows;
        for (int fold = 1; fold < options.Folds; fold++)
        {
            rows += options.Step == 0 ? options.TestRows : options.Step;
        }

        return rows;
    }

    private static string Message(Func<object> make) => Assert.Throws<InputException>(make).Message;

    private static TimeRange Days(int first, int last) =>
        new(new DateTime(2020, 1, 1).AddDays(first), new DateTime(2020, 1, 1).AddDays(last));

    private static IReadOnlyList<SeriesRows>[] Parts(SplitPlan plan) => [plan.Training, plan.Validation, plan.Test];

    private static SeriesSet Set((int FirstDay, int Rows)[] series) => new([.. series.Select((pair, i) => new SeriesItem(
        $"s{i}", new(
            new([.. Enumerable.Range(0, pair.Rows).Select(day => new DateTime(2020, 1, 1).AddDays(pair.FirstDay + day))]), ["x"],
            [new double[pair.Rows]])))]);
}
