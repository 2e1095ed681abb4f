using FsCheck;
using FsCheck.Fluent;
using Unroll.Series.Frames;
using Unroll.Series.Preparing;

namespace Unroll.Series.Tests.Preparing;

/// <summary>Seasons that are counted in rows, where rows are left out and where there are many series.</summary>
public class SeasonOfRowsTests
{
    [Fact]
    public void Rows_that_were_picked_tell_the_step_of_all() => Prop.ForAll(SeriesSamples.Seeds, seed =>
    {
        Random random = new(seed);
        int season = 2 + random.Next(30), apart = 1 + random.Next(20);
        Frame whole = random.Next(3) switch
        {
            0 => Of(SeriesSamples.Hours(200)),
            1 => Of(SeriesSamples.Stamps(Enumerable.Range(0, 200).Select(month => new DateTime(2001, 1, 31).AddMonths(month)))),
            _ => Of(TimeIndex.Numbered(200)),
        };
        int[] rows = [.. Enumerable.Range(0, 200).Where(row => row % apart == 0 && random.Next(3) > 0).Union([0, 199]).Order()];
        Frame picked = Of(whole.Time.Pick(rows));
        return new PreparingStep[] { new FourierStep(Season.Rows(season)),
            new ImputeStep(new() { TimeSince = true, Leading = LeadingGap.Keep }) }.All(step =>
        {
            // What the picked rows teach is what all rows do.
            Frame expected = step.Fit(SeriesSet.Of(whole)).Transform(whole, "1");
            return SeriesSamples.AreSame(expected, step.Fit(SeriesSet.Of(picked)).Transform(whole, "1"), 0.05)
                && SeriesSamples.AreSame(expected, step.Fit(SeriesSet.Of(picked.Slice(0, picked.RowCount))).Transform(whole, "1"), 0.05);
        });
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(50));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Phases_of_a_day_are_hours_where_only_some_hours_are_learned_from(bool inRows)
    {
        // Every fifth hour of five days is learned from, which is each hour of the day once; the value is the hour.
        Frame whole = new(SeriesSamples.Hours(120), ["x"],
            [[.. Enumerable.Range(0, 120).Select(row => SeriesSamples.Hours(120)[row].Hour)]]);
        int[] rows = [.. Enumerable.Range(0, 24).Select(row => 5 * row)];
        Frame picked = new(whole.Time.Pick(rows), ["x"], [[.. rows.Select(row => whole.Column("x")[row])]]);
        FittedStep fitted = new ImputeStep(new() { Method = ImputeMethod.Seasonal, Season = inRows ? Season.Rows(24) : Season.Day }).Fit(
            SeriesSet.Of(picked));

        Frame gaps = new(whole.Time, ["x"], [[.. Enumerable.Repeat(double.NaN, 120)]]);
        Assert.Equal(whole.Column("x").ToArray(), fitted.Transform(gaps, "1").Column("x").ToArray());
    }

    [Fact]
    public void Series_of_another_step_are_refused_and_rows_may_be_missing()
    {
        Frame hours = Of(SeriesSamples.Hours(48)), days =
            Of(Every(TimeSpan.FromDays(1), 48)), halves =
                Of(Every(TimeSpan.FromMinutes(30), 20)), twos = Of(Every(TimeSpan.FromHours(2), 20));
        Frame gappy = Of(SeriesSamples.Stamps(
            Enumerable.Range(0, 30).Where(hour => hour % 7 != 3).Select(hour => SeriesSamples.Start.AddHours(hour))));
        Frame pair = Of(SeriesSamples.Stamps([SeriesSamples.Start, SeriesSamples.Start.AddHours(5)])), single = Of(SeriesSamples.Hours(1));
        FourierStep step = new(Season.Rows(24));

        Assert.All([days, halves, twos], other =>
        {
            Refusal.Of("'b' do not follow one another at the step of those of series 'a'",
                () => step.Fit(new([new("a", hours), new("b", other)])));
            Refusal.Of("a span of time", () => step.Fit(new([new("b", other), new("a", hours)])));
        });
        Refusal.Of("'b' are uneven", () => step.Fit(new([new("b", gappy)])));

        // The longest series tells the step; a few rows more or less in others change nothing.
        Frame expected = step.Fit(SeriesSet.Of(hours)).Transform(days, "1");
        FittedStep fitted = step.Fit(new([new("b", gappy), new("c", pair), new("d", single), new("a", hours)]));
        Assert.True(SeriesSamples.AreSame(expected, fitted.Transform(days, "1")));
    }

    [Fact]
    public void Months_may_be_missing_but_not_all_between_quarters()
    {
        Frame months = Of(Months(0, 1, 2, 3, 4, 5, 6, 7)), gappy =
            Of(Months(0, 1, 4, 6)), quarters = Of(Months(0, 3, 6)), days = Of(Every(TimeSpan.FromDays(1), 8));
        FourierStep step = new(Season.Rows(12));

        Assert.NotNull(step.Fit(new([new("b", gappy), new("a", months)])));
        Assert.All([quarters, days],
            other => Refusal.Of("'b' do not follow",
                () => step.Fit(new([new("a", months), new("b", other.Slice(0, Math.Min(7, other.RowCount)))]))));
    }

    [Fact]
    public void Rows_are_picked_in_their_order()
    {
        TimeIndex hours = SeriesSamples.Hours(5);
        TimeIndex picked = hours.Pick([1, 4]);

        Assert.Equal([hours[1], hours[4]], picked.AsSpan().ToArray());
        Assert.Equal(TimeSpan.FromHours(3), picked.Interval);
        Assert.True(TimeIndex.Numbered(5).Pick([2]).IsNumbered);
        Assert.Equal(0, hours.Pick([]).Count);
        Assert.Throws<ArgumentException>(() => hours.Pick([4, 1]));
        Assert.Throws<ArgumentException>(() => hours.Pick([1, 1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => hours.Pick([5]));
    }

    private static Frame Of(TimeIndex time) => new(time, ["x"], [new double[time.Count]]);

    private static TimeIndex Every(TimeSpan step, int rows) =>
        SeriesSamples.Stamps(Enumerable.Range(0, rows).Select(row => SeriesSamples.Start + (row * step)));

    private static TimeIndex Months(params int[] months) =>
        SeriesSamples.Stamps(months.Select(month => new DateTime(2021, 1, 31).AddMonths(month)));
}
