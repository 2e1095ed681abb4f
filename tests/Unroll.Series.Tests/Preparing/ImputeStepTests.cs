using Unroll.Series.Frames;
using Unroll.Series.Preparing;

namespace Unroll.Series.Tests.Preparing;

public class ImputeStepTests
{
    private const double Nan = double.NaN;

    [Fact]
    public void Forward_takes_the_last_known_value_and_the_mean_of_training_before_it() =>
        Assert.Equal([3, 2, 2, 2, 4], Fill(new(), [Nan, 2, Nan, Nan, 4]));

    [Fact]
    public void A_limit_fills_the_first_values_of_a_gap() =>
        Assert.Equal([2, 2, 2, Nan, 4], Fill(new() { Limit = 2 }, [2, Nan, Nan, Nan, 4]));

    [Fact]
    public void Linear_goes_by_time_and_stays_level_at_the_end()
    {
        Frame frame = new(
            SeriesSamples.Stamps([SeriesSamples.Start, .. new[] { 1, 3, 4, 9 }.Select(hour => SeriesSamples.Start.AddHours(hour))]), ["x"],
                [[0, Nan, Nan, 8, Nan]]);
        Assert.Equal([0, 2, 6, 8, 8],
            new ImputeStep(new() { Method = ImputeMethod.Linear }).Fit(SeriesSet.Of(frame)).Transform(frame, "1").Column("x").ToArray());
        Assert.True(new ImputeStep(new() { Method = ImputeMethod.Linear }).LooksAhead);
    }

    [Fact]
    public void Linear_leaves_gaps_above_the_limit_missing() =>
        Assert.Equal([0, 1, 2, Nan, Nan, 5], Fill(new() { Method = ImputeMethod.Linear, Limit = 1 }, [0, Nan, 2, Nan, Nan, 5]));

    [Fact]
    public void Linear_has_the_mean_before_the_first_value() =>
        Assert.Equal([3, 3, 2, 3, 4], Fill(new() { Method = ImputeMethod.Linear }, [Nan, Nan, 2, Nan, 4]));

    [Fact]
    public void Seasonal_takes_the_mean_of_the_hour_of_the_day()
    {
        // Three days of 24 hours: at hour h of day d the value is h + 10 d; a row of day 3 that is missing becomes h + 10 · mean(0, 1).
        double[] values = [.. Enumerable.Range(0, 72).Select(i => (i % 24) + (10 * (i / 24)))];
        Frame frame = SeriesSamples.Hourly("x", values);
        FittedStep fitted = new ImputeStep(new() { Method = ImputeMethod.Seasonal, Season = Season.Day }).Fit(
            SeriesSet.Of(frame.Slice(0, 48)));
        values[50] = Nan;
        Frame gap = SeriesSamples.Hourly("x", values);
        Assert.Equal(2 + 5, fitted.Transform(gap, "1").Column("x")[50]);

        // From the stamp alone: a part of the series tells the same.
        Assert.Equal(2 + 5, fitted.Transform(gap.Slice(50, 5), "1").Column("x")[0]);
    }

    [Theory]
    [InlineData(30, 60)]
    [InlineData(5, 10)]
    [InlineData(0, 60)]
    [InlineData(360, 720)]
    public void Stamps_in_the_middle_of_intervals_never_share_a_phase(int offset, int interval)
    {
        // Each row of a day has a mean of its own: the value of that row in the two days of training.
        int rows = 1440 / interval;
        TimeIndex time = SeriesSamples.Stamps(
            Enumerable.Range(0, 3 * rows).Select(row => new DateTime(2021, 3, 1).AddMinutes(offset + (row * interval))));
        Frame frame = new(time, ["x"], [[.. Enumerable.Range(0, 3 * rows).Select(row => (row % rows))]]);
        FittedStep fitted = new ImputeStep(new() { Method = ImputeMethod.Seasonal, Season = Season.Day }).Fit(
            SeriesSet.Of(frame.Slice(0, 2 * rows)));
        Frame missing = frame.With("x", [.. Enumerable.Repeat(Nan, 3 * rows)]);
        Assert.Equal(frame.Column("x").ToArray(), fitted.Transform(missing, "1").Column("x").ToArray());
    }

    [Fact]
    public void Months_of_a_year_never_share_a_phase()
    {
        // On the 17th of each month; by shares of the year, February and March would be nearest to the same twelfth.
        TimeIndex time = SeriesSamples.Stamps(Enumerable.Range(0, 24).Select(month => new DateTime(2021, 1, 17).AddMonths(month)));
        Frame frame = new(time, ["x"], [[.. Enumerable.Range(0, 24).Select(month => (month % 12))]]);
        FittedStep fitted = new ImputeStep(new() { Method = ImputeMethod.Seasonal, Season = Season.Year }).Fit(SeriesSet.Of(frame));
        Frame missing = frame.With("x", [.. Enumerable.Repeat(Nan, 24)]);
        Assert.Equal(frame.Column("x").ToArray(), fitted.Transform(missing, "1").Column("x").ToArray());
    }

    [Fact]
    public void Season_ago_takes_what_was_then_even_if_that_was_replaced()
    {
        double[] values = [1, 2, 3, Nan, 5, 6, Nan, 8, 9];
        Assert.Equal([1, 2, 3, 1, 5, 6, 1, 8, 9], Fill(new() { Method = ImputeMethod.SeasonAgo, Season = Season.Rows(3) }, values));
        Assert.Equal([1, 2, 3, 1, 5, 6, 1, 8, 9],
            Fill(new() { Method = ImputeMethod.SeasonAgo, Season = Season.Of(TimeSpan.FromHours(3)) }, values));
    }

    [Fact]
    public void Constant_and_mean_fill_everywhere()
    {
        Assert.Equal([7, 1, 7, 3], Fill(new() { Method = ImputeMethod.Constant, Value = 7 }, [Nan, 1, Nan, 3]));
        Assert.Equal([2, 1, 2, 3], Fill(new() { Method = ImputeMethod.Mean }, [Nan, 1, Nan, 3]));
    }

    [Fact]
    public void Mask_and_time_since_are_those_of_gru_d()
    {
        // The example of Che et al., figure 2: stamps 0, 0.1, 0.6, 1.6, 2.2, 2.5, 3.1; first variable 47, 49, –, 40, –, 43, 55; time since
        // 0, .1, .5, 1.5, .6, .9, .6.
        int[] tenths = [0, 1, 6, 16, 22, 25, 31];
        Frame frame = new(SeriesSamples.Stamps(tenths.Select(tenth => SeriesSamples.Start.AddMinutes(6 * tenth))), ["x"],
            [[47, 49, Nan, 40, Nan, 43, 55]]);
        Frame filled = new ImputeStep(new() { Mask = true, TimeSince = true, Unit = TimeSpan.FromHours(1) }).Fit(
            SeriesSet.Of(frame)).Transform(frame, "1");
        Assert.Equal(["x", "x-missing", "x-since"], filled.ColumnNames);
        Assert.Equal([47, 49, 49, 40, 40, 43, 55], filled.Column("x").ToArray());
        Assert.Equal([0, 0, 1, 0, 1, 0, 0], filled.Column("x-missing").ToArray());
        Assert.Equal([0, 0.1, 0.5, 1.5, 0.6, 0.9, 0.6], filled.Column("x-since").ToArray());
    }

    [Fact]
    public void Time_since_counts_median_intervals_or_rows()
    {
        ImputeStep step = new(new() { TimeSince = true });
        Frame hourly = SeriesSamples.Hourly("x", 1, Nan, Nan, 2, 3);
        Assert.Equal([0, 1, 2, 3, 1], step.Fit(SeriesSet.Of(hourly)).Transform(hourly, "1").Column("x-since").ToArray());
        Frame numbered = SeriesSamples.Numbered("x", 1, Nan, Nan, 2, 3);
        Assert.Equal([0, 1, 2, 3, 1], step.Fit(SeriesSet.Of(numbered)).Transform(numbered, "1").Column("x-since").ToArray());
    }

    [Fact]
    public void A_leading_gap_may_be_refused_with_its_place_or_kept()
    {
        InputException refused = Assert.Throws<InputException>(() => Fill(new() { Leading = LeadingGap.Refuse }, [Nan, 2, 4]));
        Assert.Contains("'x' of series '1' is missing at 2023-12-28 06:00", refused.Message, StringComparison.Ordinal);
        Assert.Equal([Nan, 2, 2], Fill(new() { Leading = LeadingGap.Keep }, [Nan, 2, Nan]));
    }

    [Fact]
    public void Means_may_be_of_each_series()
    {
        SeriesSet set = new([new("a", SeriesSamples.Hourly("x", Nan, 1, 3)), new("b", SeriesSamples.Hourly("x", Nan, 11, 13)),
            new("c", SeriesSamples.Hourly("x", Nan, Nan, Nan))]);
        FittedStep fitted = new ImputeStep(new() { Method = ImputeMethod.Mean, PerSeries = true }).Fit(set);
        Assert.Equal(2, fitted.Transform(set[0].Frame, "a").Column("x")[0]);
        Assert.Equal(12, fitted.Transform(set[1].Frame, "b").Column("x")[0]);

        // A series that has no value at all gets the mean of all.
        Assert.Equal(7, fitted.Transform(set[2].Frame, "c").Column("x")[0]);
        Assert.Contains("'d' was not among", Assert.Throws<InputException>(() => fitted.Transform(set[0].Frame, "d")).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_done_is_refused_with_the_reason()
    {
        Refusal.Of("season", () => new ImputeStep(new() { Method = ImputeMethod.Seasonal }));
        Refusal.Of("limit of -1", () => new ImputeStep(new() { Limit = -1 }));
        Refusal.Of("NaN", () => new ImputeStep(new() { Value = Nan }));
        Refusal.Of("units of", () => new ImputeStep(new() { Unit = TimeSpan.Zero }));
        Refusal.Of("no value in the training part", () => Fill(new(), [Nan, Nan]));
        Refusal.Of("numbered",
            () => new ImputeStep(new() { Method = ImputeMethod.Seasonal, Season = Season.Week }).Fit(
                SeriesSet.Of(SeriesSamples.Numbered("x", 1, 2))));
        Refusal.Of("'y'", () => Fill(new() { Columns = ["y"] }, [1]));
        Refusal.Of("twice", () => Fill(new() { Columns = ["x", "x"] }, [1]));
        Refusal.Of("categories",
            () => new ImputeStep(new() { Columns = ["x"] }).Fit(
                SeriesSet.Of(SeriesSamples.Hourly("x", 0, 1).WithCategories("x", ["a", "b"]))));
        Frame masked = SeriesSamples.Hourly("x", 0, 1).With("x-missing", [0, 0]);
        Refusal.Of("'x-missing'", () => new ImputeStep(new() { Mask = true }).Fit(SeriesSet.Of(masked)));
    }

    private static double[] Fill(ImputeOptions options, double[] values)
    {
        Frame frame = SeriesSamples.Hourly("x", values);
        return new ImputeStep(options).Fit(SeriesSet.Of(frame)).Transform(frame, "1").Column("x").ToArray();
    }
}
