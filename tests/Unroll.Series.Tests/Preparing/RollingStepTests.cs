using FsCheck;
using FsCheck.Fluent;
using Unroll.Series.Frames;
using Unroll.Series.Preparing;

namespace Unroll.Series.Tests.Preparing;

public class RollingStepTests
{
    private static readonly Statistic[] _statistics =
        [Statistic.Mean, Statistic.StandardDeviation, Statistic.Minimum, Statistic.Maximum, Statistic.Sum, Statistic.Median,
            Statistic.Count];

    [Fact]
    public void A_trailing_window_holds_the_row_and_those_before()
    {
        Frame frame = SeriesSamples.Numbered("x", 4, 1, double.NaN, 7, 10);
        Frame rolled = new RollingStep(new() { Rows = 3, Statistics = _statistics }).Fit(SeriesSet.Of(frame)).Transform(frame, "1");
        Assert.Equal([4, 2.5, 2.5, 4, 8.5], rolled.Column("x-mean-3").ToArray());
        Assert.Equal([0, 1.5, 1.5, 3, 1.5], rolled.Column("x-std-3").ToArray());
        Assert.Equal([4, 1, 1, 1, 7], rolled.Column("x-min-3").ToArray());
        Assert.Equal([4, 4, 4, 7, 10], rolled.Column("x-max-3").ToArray());
        Assert.Equal([4, 5, 5, 8, 17], rolled.Column("x-sum-3").ToArray());
        Assert.Equal([4, 2.5, 2.5, 4, 8.5], rolled.Column("x-median-3").ToArray());
        Assert.Equal([1, 2, 2, 2, 2], rolled.Column("x-count-3").ToArray());
    }

    [Fact]
    public void A_centred_window_reaches_as_far_ahead()
    {
        Frame frame = SeriesSamples.Hourly("x", 1, 2, 4, 8, 16);
        RollingStep rows = new(new() { Rows = 3, Statistics = [Statistic.Sum], Centered = true });
        Assert.True(rows.LooksAhead);
        Assert.Equal([3, 7, 14, 28, 24], rows.Fit(SeriesSet.Of(frame)).Transform(frame, "1").Column("x-sum-3").ToArray());
        RollingStep span = new(new() { Span = TimeSpan.FromHours(2), Statistics = [Statistic.Sum], Centered = true });
        Assert.Equal([3, 7, 14, 28, 24], span.Fit(SeriesSet.Of(frame)).Transform(frame, "1").Column("x-sum-2h").ToArray());
    }

    [Fact]
    public void A_span_counts_time_not_rows()
    {
        Frame frame = new(SeriesSamples.Stamps(new[] { 0, 1, 5, 6, 7 }.Select(hour => SeriesSamples.Start.AddHours(hour))), ["x"],
            [[1, 2, 4, 8, 16]]);
        FittedStep fitted = new RollingStep(new() { Span = TimeSpan.FromHours(2), Statistics = [Statistic.Sum] }).Fit(SeriesSet.Of(frame));
        Assert.Equal([1, 3, 4, 12, 24], fitted.Transform(frame, "1").Column("x-sum-2h").ToArray());
        Assert.Null(fitted.ReachBack);
    }

    [Fact]
    public void Too_few_known_values_give_a_missing_one()
    {
        Frame frame = SeriesSamples.Numbered("x", 1, 2, 3, double.NaN, double.NaN);
        Frame rolled = new RollingStep(new() { Rows = 2, MinCount = 2 }).Fit(SeriesSet.Of(frame)).Transform(frame, "1");
        Assert.Equal([double.NaN, 1.5, 2.5, double.NaN, double.NaN], rolled.Column("x-mean-2").ToArray());
    }

    [Fact]
    public void A_huge_value_leaves_no_trace()
    {
        Frame frame = SeriesSamples.Numbered("x", 1e30f, 1, 2, 3, 4);
        Frame rolled = new RollingStep(new() { Rows = 2, Statistics = [Statistic.Sum, Statistic.StandardDeviation] }).Fit(
            SeriesSet.Of(frame)).Transform(frame, "1");
        Assert.Equal([3, 5, 7], rolled.Column("x-sum-2")[2..].ToArray());
        Assert.Equal([0.5, 0.5, 0.5], rolled.Column("x-std-2")[2..].ToArray());
    }

    [Fact]
    public void Sliding_gives_what_each_window_gives_alone() => Prop.ForAll(SeriesSamples.Seeds, seed =>
    {
        Random random = new(seed);
        double[] values = [.. Enumerable.Range(0, 80).Select(_ => random.Next(5) == 0 ? double.NaN : (random.Next(2000) - 1000) / 10.0)];
        int rows = random.Next(1, 100);
        bool isCentred = random.Next(2) == 0;
        Frame frame = SeriesSamples.Numbered("x", values);
        Frame rolled = new RollingStep(new() { Rows = rows, Centered = isCentred, Statistics = _statistics }).Fit(
            SeriesSet.Of(frame)).Transform(frame, "1");
        return Enumerable.Range(0, values.Length).All(row =>
        {
            int first = isCentred ? row - ((rows - 1) / 2) : row - rows + 1;
            double[] window = [.. Enumerable.Range(first, rows).Where(i => i >= 0 && i < values.Length
                && !double.IsNaN(values[i])).Select(i => (double)values[i]).Order()];
            double mean = window.DefaultIfEmpty(double.NaN).Average();
            double[] expected =
            [
                mean,
                Math.Sqrt(window.Select(value => (value - mean) * (value - mean)).DefaultIfEmpty(double.NaN).Average()),
                window.DefaultIfEmpty(double.NaN).First(),
                window.DefaultIfEmpty(double.NaN).Last(),
                window.Length == 0 ? double.NaN : window.Sum(),
                window.Length == 0 ? double.NaN : (window[window.Length / 2] + window[(window.Length - 1) / 2]) / 2,
                window.Length,
            ];
            return expected.Select((value, i) => double.IsNaN(value) ? double.IsNaN(rolled.Column(rolled.ColumnNames[i + 1])[row])
                : Math.Abs(value - rolled.Column(rolled.ColumnNames[i + 1])[row]) < 1e-4).All(same => same);
        });
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_cannot_be_done_is_refused_with_the_reason()
    {
        Refusal.Of("0 rows", () => new RollingStep(new()));
        Refusal.Of("give one of them", () => new RollingStep(new() { Rows = 2, Span = TimeSpan.FromDays(1) }));
        Refusal.Of("'Slope'", () => new RollingStep(new() { Rows = 2, Statistics = [Statistic.Slope] }));
        Refusal.Of("none twice", () => new RollingStep(new() { Rows = 2, Statistics = [Statistic.Sum, Statistic.Sum] }));
        Refusal.Of("3 known values", () => new RollingStep(new() { Rows = 2, MinCount = 3 }));
        Refusal.Of("numbered",
            () => new RollingStep(new() { Span = TimeSpan.FromDays(1) }).Fit(SeriesSet.Of(SeriesSamples.Numbered("x", 1))));
    }
}
