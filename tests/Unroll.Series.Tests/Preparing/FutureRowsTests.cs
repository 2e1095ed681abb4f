using Unroll.Series.Frames;
using Unroll.Series.Preparing;

namespace Unroll.Series.Tests.Preparing;

/// <summary>Rows at the end of series whose target is not known yet are the future, whatever fills gaps.</summary>
public class FutureRowsTests
{
    private const double Nan = double.NaN;
    private static readonly DateTime _monday = new(2024, 1, 1);

    public static TheoryData<string> Fillings =>
        ["impute: forward", "impute: mean", "impute: {method: constant, value: 3}", "impute: {method: season-ago, season: 2}"];

    [Theory]
    [MemberData(nameof(Fillings))]
    public void No_step_puts_a_target_where_none_is_known_yet(string filling)
    {
        SeriesSet set = SeriesSet.Of(
            new Frame(SeriesSamples.Hours(8), ["load", "plan"], [[1, 2, Nan, 4, 5, Nan, Nan, Nan], [1, 2, 3, 4, Nan, 6, 7, 8]]));
        PreparationOptions options = new() { Targets = ["load"], FutureCovariates = ["plan"] };
        ReshapedSeries reshaped =
            Preparation.Reshape([PreparingStep.Catalogue.Create(FlowParser.Parse(filling)), new ScaleStep(), new LagStep()], set, options);
        Assert.Equal((5, 8, 5), (reshaped.KnownRows[0], reshaped.Series[0].Frame.RowCount, reshaped.History[0].Frame.RowCount));
        Preparation preparation = reshaped.Fit([[new RowRange(0, 5)]]);
        PreparedItem prepared = preparation.Transform(reshaped.Series)[0];
        Assert.Equal(5, prepared.KnownRows);
        double[] load = prepared.Frame.Column("load").ToArray();
        Assert.All(load[..5], value => Assert.False(double.IsNaN(value)));
        Assert.All(load[5..], value => Assert.True(double.IsNaN(value)));
        Assert.False(prepared.Frame.Column("plan").Contains(Nan));
        Assert.Equal([1, 2, Nan, 4, 5, Nan, Nan, Nan], prepared.Raw.Column("load").ToArray());
        Assert.Equal((["load", "load-lag-1", "plan-lag-1"], ["plan"]),
            (preparation.PastColumns.ToArray(), preparation.FutureCovariates.ToArray()), (expected, actual) =>
            expected.Item1.SequenceEqual(actual.Item1) && expected.Item2.SequenceEqual(actual.Item2));
    }

    [Fact]
    public void Without_future_covariates_there_is_nothing_in_rows_ahead()
    {
        SeriesSet set = new([Item("a", 1, 2, Nan, 4, Nan, Nan), Item("b", 1, 2, 3, 4, 5, 6), Item("c", Nan, Nan, Nan, Nan, Nan, Nan)]);
        ReshapedSeries reshaped = Preparation.Reshape([new ImputeStep()], set, new() { Targets = ["x"] });
        Assert.Equal([4, 6, 0], reshaped.KnownRows);
        Assert.Equal([4, 6, 6], reshaped.Series.Items.Select(item => item.Frame.RowCount));
        Assert.Equal([4, 6, 6], reshaped.History.Items.Select(item => item.Frame.RowCount));

        static SeriesItem Item(string id, params double[] values) => new(id, SeriesSamples.Hourly("x", values));
    }

    [Fact]
    public void Of_several_targets_the_last_known_one_counts()
    {
        SeriesSet set = SeriesSet.Of(new Frame(SeriesSamples.Hours(5), ["x", "y"], [[1, 2, Nan, Nan, Nan], [1, 2, 3, Nan, Nan]]));
        Preparation preparation = Preparation.Fit([new ImputeStep()], set, new() { Targets = ["x", "y"], FutureCovariates = [] });
        PreparedItem prepared = preparation.Transform(preparation.Reshape(set).Series)[0];
        Assert.Equal([1, 2, 2], prepared.Frame.Column("x").ToArray());
        Assert.Equal([1, 2, 3], prepared.Frame.Column("y").ToArray());
    }

    [Fact]
    public void An_interval_that_targets_fill_in_part_is_none_of_them()
    {
        // Three days of hours and six hours of the fourth, a plan of five days.
        double[] load = [.. Enumerable.Range(0, 120).Select(hour => hour < 78 ? 1 : Nan)], plan = [.. Enumerable.Repeat(2.0, 120)];
        TimeIndex time = new([.. Enumerable.Range(0, 120).Select(hour => _monday.AddHours(hour))]);
        SeriesSet set = SeriesSet.Of(new Frame(time, ["load", "plan"], [load, plan]));
        PreparingStep[] steps = [new ResampleStep(new() { Every = TimeSpan.FromDays(1), Method = Statistic.Sum }), new ImputeStep()];
        ReshapedSeries ahead = Preparation.Reshape(steps, set, new() { Targets = ["load"], FutureCovariates = ["plan"] });
        Assert.Equal([24, 24, 24, Nan, Nan], ahead.Series[0].Frame.Column("load").ToArray());
        Assert.Equal([48, 48, 48, 48, 48], ahead.Series[0].Frame.Column("plan").ToArray());
        Assert.Equal(3, ahead.KnownRows[0]);
        ReshapedSeries alone = Preparation.Reshape(steps, set, new() { Columns = ["load"], Targets = ["load"] });
        Assert.Equal([24, 24, 24], alone.Series[0].Frame.Column("load").ToArray());
        Assert.Contains("what they fill in part is left out", Assert.Single(alone.Notes), StringComparison.Ordinal);

        // What was fitted does the same, and a history may end elsewhere.
        Preparation preparation = alone.Fit([[new RowRange(0, 3)]]);
        Assert.Equal([24, 24], preparation.Reshape(set.Map(item => item.Frame.Slice(0, 60))).Series[0].Frame.Column("load").ToArray());
        Refusal.Of("no two of their rows are nearer than 2d", () => preparation.Reshape(set.Map(item => new Frame(
            new TimeIndex([.. Enumerable.Range(0, 9).Select(day => _monday.AddDays(2 * day))]), ["load"], [new double[9]]))));
    }

    [Fact]
    public void An_interval_that_a_border_falls_into_is_not_of_the_earlier_part()
    {
        TimeIndex time = new([.. Enumerable.Range(0, 30).Select(day => _monday.AddDays(day))]);
        SeriesSet set = SeriesSet.Of(new Frame(time, ["x"], [new double[30]]));
        ReshapedSeries weekly =
            Preparation.Reshape([new ResampleStep(new() { Calendar = CalendarPeriod.Week })], set, new() { Targets = ["x"] });
        Assert.Equal([2, 2, 5],
            [weekly.EndOfWhole(0, _monday.AddDays(13)), weekly.EndOfWhole(0, _monday.AddDays(16)),
                weekly.EndOfWhole(0, DateTime.MaxValue)]);
        Assert.Equal(17, Preparation.Reshape([], set, new() { Targets = ["x"] }).EndOfWhole(0, _monday.AddDays(16)));
    }
}
