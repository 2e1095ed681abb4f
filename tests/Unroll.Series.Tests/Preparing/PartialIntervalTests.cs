using FsCheck;
using FsCheck.Fluent;
using Unroll.Series.Frames;
using Unroll.Series.Preparing;

namespace Unroll.Series.Tests.Preparing;

/// <summary>What becomes of the first and the last interval of a resampled series where rows fill only a part of them.</summary>
public class PartialIntervalTests
{
    private static readonly DateTime _monday = new(2024, 1, 1);
    private static readonly ResampleOptions _daily = new() { Every = TimeSpan.FromDays(1), Method = Statistic.Sum };

    [Fact]
    public void Half_a_day_at_the_end_is_no_day_of_a_sum()
    {
        // Every half hour, from Monday 18:00 to Thursday 11:30: two whole days of 48 rows.
        Frame frame = Ones(_monday.AddHours(18), TimeSpan.FromMinutes(30), 12 + 48 + 48 + 24);
        Frame sums = Resample(_daily, frame);
        Assert.Equal([48, 48], sums.Column("x").ToArray());
        Assert.Equal([_monday.AddDays(1), _monday.AddDays(2)], sums.Time.AsSpan().ToArray());
        Assert.Equal([48, 48], Resample(_daily with { Method = Statistic.Count }, frame).Column("x").ToArray());
        Assert.Equal([48, 48],
            Resample(_daily with { Method = Statistic.Mean, Methods = new Dictionary<string, Statistic> { ["x"] = Statistic.Sum } },
                frame).Column("x").ToArray());
        Assert.Equal([12, 48, 48, 24], Resample(_daily with { Partial = PartialIntervals.Keep }, frame).Column("x").ToArray());

        // What a mean tells of half a day is of its size.
        Assert.Equal([1, 1, 1, 1], Resample(_daily with { Method = Statistic.Mean }, frame).Column("x").ToArray());
        Assert.Equal([1, 1], Resample(_daily with { Method = Statistic.Mean, Partial = PartialIntervals.Drop },
            frame).Column("x").ToArray());
    }

    [Theory]
    [InlineData(0, 96, 2)] // whole days
    [InlineData(0, 95, 1)] // the last row is not there yet
    [InlineData(0, 97, 2)]
    [InlineData(1, 95, 1)] // the first row is not there
    [InlineData(1, 143, 2)]
    public void A_single_row_tells_whether_a_regular_day_is_whole(int first, int rows, int days)
    {
        Frame frame = Ones(_monday.AddMinutes(30 * first), TimeSpan.FromMinutes(30), rows);
        Assert.All(Resample(_daily, frame).Column("x").ToArray(), sum => Assert.Equal(48, sum));
        Assert.Equal(days, Resample(_daily, frame).RowCount);

        // The same with rows that stand for the half hour before them.
        Frame ends = Ones(_monday.AddMinutes(30 * (first + 1)), TimeSpan.FromMinutes(30), rows);
        Assert.Equal(days, Resample(_daily with { ClosedRight = true }, ends).RowCount);
    }

    [Fact]
    public void A_working_day_is_whole_that_ends_when_working_days_do()
    {
        // Monday to Friday, 09:00 to 17:00, on Fridays to 15:00; the last row is that of Wednesday, 17:00.
        DateTime[] stamps = [.. Enumerable.Range(0, 24).Select(day => _monday.AddDays(day))
            .Where(day => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday))
            .SelectMany(day => Enumerable.Range(9, day.DayOfWeek == DayOfWeek.Friday ? 7 : 9).Select(hour => day.AddHours(hour)))];
        Frame frame = Ones(stamps);
        ResampleOptions options = _daily with { SkipEmpty = true };
        double[] sums = Resample(options, frame).Column("x").ToArray();
        Assert.Equal([9, 9, 9, 9, 7], sums[..5]);
        Assert.Equal(18, sums.Length);
        Assert.Equal(9, sums[^1]);

        // At noon the day is under way; so is the week on a Wednesday, but not on a Friday.
        Assert.Equal(17, Resample(options, frame.Slice(0, frame.RowCount - 5)).RowCount);
        Assert.Equal([43, 43, 43], Resample(_daily with { Every = default, Calendar = CalendarPeriod.Week }, frame).Column("x").ToArray());
        Assert.Equal([43, 43],
            Resample(_daily with { Every = default, Calendar = CalendarPeriod.Week }, frame.Slice(0, 43 + 43)).Column("x").ToArray());
    }

    [Fact]
    public void Months_are_whole_with_their_last_day()
    {
        ResampleOptions monthly = new() { Calendar = CalendarPeriod.Month, Method = Statistic.Sum };
        Assert.Equal([31, 29, 31], Resample(monthly, Ones(_monday, TimeSpan.FromDays(1), 91)).Column("x").ToArray());
        Assert.Equal([31, 29], Resample(monthly, Ones(_monday, TimeSpan.FromDays(1), 90)).Column("x").ToArray());
        Assert.Equal([29, 31], Resample(monthly, Ones(_monday.AddDays(1), TimeSpan.FromDays(1), 100)).Column("x").ToArray());
    }

    [Fact]
    public void Empty_intervals_are_not_left_at_an_end()
    {
        // Two days, then one without rows, then half a day.
        Frame frame = Ones([.. Enumerable.Range(0, 48).Concat(Enumerable.Range(72, 12)).Select(hour => _monday.AddHours(hour))]);
        Assert.Equal([24, 24], Resample(_daily, frame).Column("x").ToArray());
        Assert.Equal([24, 24, double.NaN, 12], Resample(_daily with { Partial = PartialIntervals.Keep }, frame).Column("x").ToArray());
    }

    [Fact]
    public void What_was_left_out_or_kept_is_told()
    {
        Frame frame = Ones(_monday.AddHours(18), TimeSpan.FromMinutes(30), 12 + 48 + 48 + 24);
        string? Note(ResampleOptions options, Frame of) => new ResampleStep(options).Fit(SeriesSet.Of(of)).Note(of, "plant");
        Assert.Equal(
            "The rows of series 'plant', 2024-01-01 18:00 to 2024-01-04 11:30, fill only a part of the first and the last interval at " +
            "one row a 1d: "
            + "what they fill in part is left out (resample: partial: keep keeps it).",
            Note(_daily, frame));
        Assert.Contains("of the last interval at one row a 1d: what they fill in part is kept (resample: partial: drop",
            Note(_daily with { Method = Statistic.Mean }, frame.Slice(12, 100)), StringComparison.Ordinal);
        Assert.Contains("of the first interval", Note(_daily, frame.Slice(0, 108)), StringComparison.Ordinal);
        Assert.Null(Note(_daily, frame.Slice(12, 96)));
    }

    [Fact]
    public void A_series_without_a_whole_interval_is_refused()
    {
        InputException error = Assert.Throws<InputException>(() => Resample(_daily, Ones(_monday.AddHours(3), TimeSpan.FromHours(1), 30)));
        Assert.Contains("fill no interval wholly at one row a 1d", error.Message, StringComparison.Ordinal);
        Assert.Contains("partial: keep", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_left_is_what_there_was_and_at_most_the_ends_are_missing() => Prop.ForAll(SeriesSamples.Seeds, seed =>
    {
        Frame frame = SeriesSamples.Random(seed, 120, isRegular: seed % 2 == 0)[0].Frame;
        return ((ResampleOptions[])[new() { Every = TimeSpan.FromHours(5) }, new() { Every = TimeSpan.FromDays(1), ClosedRight = true },
            new() { Every = TimeSpan.FromHours(7), FromStart = true }]).All(way =>
        {
            Frame all = Resample(way with { Partial = PartialIntervals.Keep }, frame), whole =
                Resample(way with { Partial = PartialIntervals.Drop }, frame);
            int first = all.Time.IndexAtOrAfter(whole.Time[0]);
            return first <= 1 && all.RowCount - first - whole.RowCount is 0 or 1
                && SeriesSamples.AreSame(all.Slice(first, whole.RowCount), whole);
        });
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Sums_of_rows_that_fill_their_intervals_keep_the_total() => Prop.ForAll(SeriesSamples.Seeds, seed =>
    {
        Random random = new(seed);
        int perDay = new[] { 1, 2, 6, 24, 48 }[random.Next(5)], days = random.Next(1, 20);
        double[] values = [.. Enumerable.Range(0, perDay * days).Select(_ => random.Next(-100, 100))];
        Frame frame = new(SeriesSamples.Stamps(
            Enumerable.Range(0, values.Length).Select(row => _monday.AddTicks(row * (TimeSpan.TicksPerDay / perDay)))), ["x"], [values]);
        Frame sums = Resample(_daily, frame);
        return sums.RowCount == days && sums.Column("x").ToArray().Sum(value => (double)value) == values.Sum(value => (double)value);
    }).QuickCheckThrowOnFailure();

    private static Frame Ones(DateTime start, TimeSpan interval, int rows) =>
        Ones([.. Enumerable.Range(0, rows).Select(row => start + (row * interval))]);

    private static Frame Ones(DateTime[] stamps) => new(new TimeIndex(stamps), ["x"], [[.. Enumerable.Repeat(1, stamps.Length)]]);

    private static Frame Resample(ResampleOptions options, Frame frame) =>
        new ResampleStep(options).Fit(SeriesSet.Of(frame)).Transform(frame, "1");
}
