using FsCheck;
using FsCheck.Fluent;
using Unroll.Series.Frames;
using Unroll.Series.Preparing;

namespace Unroll.Series.Tests.Preparing;

public class ResampleStepTests
{
    private const double Nan = double.NaN;

    [Fact]
    public void Sums_keep_the_total_and_counts_the_number() => Prop.ForAll(SeriesSamples.Seeds, seed =>
    {
        Frame frame = SeriesSamples.Random(seed, 90, isRegular: seed % 3 == 0)[0].Frame;
        ResampleOptions[] ways =
        [
            new() { Every = TimeSpan.FromHours(5) },
            new() { Every = TimeSpan.FromHours(5), FromStart = true, ClosedRight = true },
            new() { Every = TimeSpan.FromDays(1), SkipEmpty = true, LabelRight = true },
            new() { Calendar = CalendarPeriod.Week, ClosedRight = true },
            new() { Calendar = CalendarPeriod.Month },
            new() { Calendar = CalendarPeriod.Quarter },
            new() { Calendar = CalendarPeriod.Year },
        ];
        double[] known = [.. frame.Column("gappy").ToArray().Where(value => !double.IsNaN(value))];
        return ways.All(way =>
        {
            double[] sums = Resample(way with { Method = Statistic.Sum, Partial = PartialIntervals.Keep }, frame).Column("gappy").ToArray();
            double[] counts = Resample(way with { Method = Statistic.Count, Partial = PartialIntervals.Keep },
                frame).Column("gappy").ToArray();
            return Math.Abs(sums.Where(value => !double.IsNaN(value)).Sum(value => (double)value) - known.Sum(
                value => (double)value)) < 1e-3
                && counts.Sum() == known.Length
                && sums.Zip(counts).All(pair => double.IsNaN(pair.First) == (pair.Second == 0));
        });
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Every_way_of_telling_an_interval()
    {
        // From 06:00: two intervals of 3 hours, the first with a missing value, the last with one row.
        Frame frame = SeriesSamples.Hourly("x", 4, Nan, 1, 7, 5, 6, 9);
        Dictionary<Statistic, double[]> expected = new()
        {
            [Statistic.Mean] = [2.5, 6, 9],
            [Statistic.Sum] = [5, 18, 9],
            [Statistic.Minimum] = [1, 5, 9],
            [Statistic.Maximum] = [4, 7, 9],
            [Statistic.Median] = [2.5, 6, 9],
            [Statistic.First] = [4, 7, 9],
            [Statistic.Last] = [1, 6, 9],
            [Statistic.Count] = [2, 3, 1],
            [Statistic.StandardDeviation] = [1.5, Math.Sqrt(2 / 3.0), 0],
            [Statistic.Slope] = [-4.5, -1.5, Nan],
        };
        foreach ((Statistic method, double[] values) in expected)
        {
            Frame resampled = Resample(new() { Every = TimeSpan.FromHours(3), Method = method, Partial = PartialIntervals.Keep }, frame);
            Assert.Equal([0, 3, 6], Hours(resampled.Time));
            Assert.Equal(values, resampled.Column("x").ToArray().Select(value => Math.Round(value, 6)), new Near());
        }
    }

    [Fact]
    public void Borders_belong_to_the_later_interval_unless_closed_at_the_right()
    {
        Frame frame = SeriesSamples.Hourly("x", 1, 2, 4, 8);
        ResampleOptions options = new() { Every = TimeSpan.FromHours(2), Method = Statistic.Sum, Partial = PartialIntervals.Keep };
        Assert.Equal([3, 12], Resample(options, frame).Column("x").ToArray());
        Assert.Equal([2, 4], Hours(Resample(options with { LabelRight = true }, frame).Time));
        Frame closed = Resample(options with { ClosedRight = true }, frame);
        Assert.Equal([1, 6, 8], closed.Column("x").ToArray());
        Assert.Equal([-2, 0, 2], Hours(closed.Time));
        Assert.Equal([0, 2, 4], Hours(Resample(options with { ClosedRight = true, LabelRight = true }, frame).Time));
    }

    [Fact]
    public void An_interval_without_rows_is_missing_or_left_out()
    {
        Frame frame = new(SeriesSamples.Stamps(new[] { 0, 1, 2, 9 }.Select(hour => SeriesSamples.Start.AddHours(hour))), ["x"],
            [[1, 2, 3, 4]]);
        ResampleOptions options = new() { Every = TimeSpan.FromHours(3) };
        Assert.Equal([2, Nan, Nan, 4], Resample(options, frame).Column("x").ToArray());
        Assert.Equal([3, 0, 0, 1],
            Resample(options with { Method = Statistic.Count, Partial = PartialIntervals.Keep }, frame).Column("x").ToArray());
        Frame skipped = Resample(options with { SkipEmpty = true }, frame);
        Assert.Equal([2, 4], skipped.Column("x").ToArray());
        Assert.Equal([0, 9], Hours(skipped.Time));
    }

    [Fact]
    public void Business_days_stay_business_days()
    {
        // Ten business days from Thursday, 28 December 2023, two rows a day.
        DateTime[] days = [.. Enumerable.Range(0,
            14).Select(day => SeriesSamples.Start.Date.AddDays(day)).Where(day =>
                day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday))];
        TimeIndex time = SeriesSamples.Stamps(days.SelectMany(day => (DateTime[])[day.AddHours(9), day.AddHours(15)]));
        Frame frame = new(time, ["x"], [[.. Enumerable.Range(0, 20).Select(i => i)]]);
        Frame daily = Resample(new() { Every = TimeSpan.FromDays(1), SkipEmpty = true }, frame);
        Assert.Equal(days, daily.Time.AsSpan().ToArray());
        Assert.Equal(0.5, daily.Column("x")[0]);
    }

    [Fact]
    public void Parts_of_the_calendar_have_their_own_lengths()
    {
        // A leap year, day by day: each month sums its days.
        TimeIndex time = SeriesSamples.Stamps(Enumerable.Range(0, 366).Select(day => new DateTime(2024, 1, 1).AddDays(day)));
        Frame frame = new(time, ["x"], [[.. Enumerable.Repeat(1, 366)]]);
        ResampleOptions sum = new() { Method = Statistic.Sum, Partial = PartialIntervals.Keep };
        Assert.Equal([31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31],
            Resample(sum with { Calendar = CalendarPeriod.Month }, frame).Column("x").ToArray());
        Assert.Equal([91, 91, 92, 92], Resample(sum with { Calendar = CalendarPeriod.Quarter }, frame).Column("x").ToArray());
        Assert.Equal([366], Resample(sum with { Calendar = CalendarPeriod.Year }, frame).Column("x").ToArray());

        // 1 January 2024 is a Monday.
        Frame weeks = Resample(sum with { Calendar = CalendarPeriod.Week }, frame);
        Assert.Equal([7, 7], weeks.Column("x")[..2].ToArray());
        Assert.Equal(2, weeks.Column("x")[52]);
        Assert.Equal(new DateTime(2024, 1, 1), weeks.Time[0]);
        Assert.Equal(new DateTime(2024, 2, 1), Resample(new() { Calendar = CalendarPeriod.Month, LabelRight = true }, frame).Time[0]);
    }

    [Fact]
    public void Each_column_is_told_in_its_own_way_and_categories_by_their_last()
    {
        Frame frame = SeriesSamples.Hourly("x", 1, 2, 3, 5).With("y", [1, 2, 3, 4]).With("kind", [0, 1, 1, 0]).WithCategories("kind",
            ["low", "high"]);
        Frame resampled = Resample(
            new() { Every = TimeSpan.FromHours(2), Methods = new Dictionary<string, Statistic> { ["y"] = Statistic.Maximum } }, frame);
        Assert.Equal([1.5, 4], resampled.Column("x").ToArray());
        Assert.Equal([2, 4], resampled.Column("y").ToArray());
        Assert.Equal([1, 0], resampled.Column("kind").ToArray());
        Assert.Equal(["low", "high"], resampled.Categories("kind"));
        Dictionary<string, Statistic> told = new() { ["kind"] = Statistic.Mean };
        Refusal.Of("categories", () => Resample(new() { Every = TimeSpan.FromHours(2), Methods = told }, frame));
        Refusal.Of("'z'", () => Resample(
            new() { Every = TimeSpan.FromHours(2), Methods = new Dictionary<string, Statistic> { ["z"] = Statistic.Mean } }, frame));
    }

    [Fact]
    public void A_shorter_interval_is_refused_unless_asked_for_and_then_warned_of()
    {
        Frame frame = new(SeriesSamples.Stamps(new[] { 0, 1, 2, 7 }.Select(hour => SeriesSamples.Start.AddHours(hour))), ["x"],
            [[0, 2, 6, 8]]);
        ResampleOptions half = new() { Every = TimeSpan.FromMinutes(30) };
        Refusal.Of("no two of their rows are nearer than 1h", () => Resample(half, frame));
        Assert.Null(new ResampleStep(half).Warning);

        ResampleStep forward = new(half with { Upsample = UpsampleMethod.Forward });
        Assert.Contains("invented", forward.Warning, StringComparison.Ordinal);
        Assert.False(forward.LooksAhead);
        double[] values = Resample(half with { Upsample = UpsampleMethod.Forward }, frame).Column("x").ToArray();
        Assert.Equal([0, 0, 2, 2, 6], values[..5]);

        // Five hours without rows are a gap, not an interval.
        Assert.All(values[5..14], value => Assert.True(double.IsNaN(value)));
        Assert.Equal(8, values[14]);

        Assert.True(new ResampleStep(half with { Upsample = UpsampleMethod.Linear }).LooksAhead);
        Assert.Equal([0, 1, 2, 4, 6], Resample(half with { Upsample = UpsampleMethod.Linear }, frame).Column("x").ToArray()[..5]);
    }

    [Fact]
    public void What_cannot_be_done_is_refused_with_the_reason()
    {
        Refusal.Of("give one of them", () => new ResampleStep(default));
        Refusal.Of("give one of them", () => new ResampleStep(new() { Every = TimeSpan.FromDays(1), Calendar = CalendarPeriod.Month }));
        Refusal.Of("from the start", () => new ResampleStep(new() { Calendar = CalendarPeriod.Month, FromStart = true }));
        Refusal.Of("choose one",
            () => new ResampleStep(new() { Every = TimeSpan.FromDays(1), SkipEmpty = true, Upsample = UpsampleMethod.Forward }));
        Refusal.Of("numbered", () => Resample(new() { Every = TimeSpan.FromDays(1) }, SeriesSamples.Numbered("x", 1, 2)));
        TimeIndex far = SeriesSamples.Stamps([DateTime.MinValue, SeriesSamples.Start, SeriesSamples.Start.AddSeconds(0.5)]);
        Refusal.Of("over 50000000 rows", () => Resample(new() { Every = TimeSpan.FromSeconds(1) }, new Frame(far, ["x"], [[1, 2, 3]])));
    }

    [Fact]
    public void The_last_days_of_the_calendar_are_days_too()
    {
        Frame frame = new(SeriesSamples.Stamps([new DateTime(9999, 11, 30), new DateTime(9999, 12, 31)]), ["x"], [[1, 2]]);
        foreach (CalendarPeriod period in new[] { CalendarPeriod.Month, CalendarPeriod.Quarter, CalendarPeriod.Year, CalendarPeriod.Week })
        {
            Frame resampled = Resample(
                new() { Calendar = period, Method = Statistic.Sum, LabelRight = true, SkipEmpty = true, Partial = PartialIntervals.Keep },
                    frame);
            Assert.Equal(3, resampled.Column("x").ToArray().Where(value => !double.IsNaN(value)).Sum());
        }
    }

    private static Frame Resample(ResampleOptions options, Frame frame) =>
        new ResampleStep(options).Fit(SeriesSet.Of(frame)).Transform(frame, "1");

    private static double[] Hours(TimeIndex time) => [.. time.AsSpan().ToArray().Select(stamp => (stamp - SeriesSamples.Start).TotalHours)];

    private sealed class Near : IEqualityComparer<double>
    {
        public bool Equals(double x, double y) => x.Equals(y) || Math.Abs(x - y) < 1e-5;

        public int GetHashCode(double obj) => 0;
    }
}
