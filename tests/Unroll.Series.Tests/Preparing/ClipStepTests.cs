using FsCheck;
using FsCheck.Fluent;
using Unroll.Series.Frames;
using Unroll.Series.Preparing;

namespace Unroll.Series.Tests.Preparing;

public class ClipStepTests
{
    private const double Nan = double.NaN;

    [Fact]
    public void Hampel_brings_an_outlier_to_the_limit_of_its_window()
    {
        // Of 1, 2, 3, 4, 100 the median is 3 and the median distance from it 1: the limit is 3 + 3 · 1.4826.
        double[] values = [1, 2, 3, 4, 100];
        Assert.Equal([1, 2, 3, 4, 7.4478], Clip(new() { Rows = 5 }, values));
        Assert.Equal([1, 2, 3, 4, Nan], Clip(new() { Rows = 5, ToMissing = true }, values));

        // At row 3 the median is 2.5 and the median distance 1.
        Assert.Equal([1, 2, 3, 2.5 + 1.4826, 3 + 1.4826], Clip(new() { Rows = 5, Threshold = 1 }, values));
        Assert.Equal([1, 2, 3, 4, 7.4478], Clip(new() { Span = TimeSpan.FromHours(5) }, values));
    }

    [Fact]
    public void A_centred_window_looks_ahead()
    {
        Assert.True(new ClipStep(new() { Centered = true }).LooksAhead);
        Assert.False(new ClipStep(new() { Centered = true, Method = ClipMethod.Sigma }).LooksAhead);

        // The row before sees 2, 100, 3 and stays; in the middle of 2, 100, 3 the median is 3, and the distances 0, 1, 97.
        Assert.Equal([1, 2, 7.4478, 3, 4], Clip(new() { Rows = 3, Centered = true }, [1, 2, 100, 3, 4]));
    }

    [Fact]
    public void Missing_values_do_not_count_and_equal_ones_do_not_tell_what_is_far() =>
        Assert.Equal([5, Nan, 5, 5, 9], Clip(new() { Rows = 5 }, [5, Nan, 5, 5, 9]));

    [Fact]
    public void Hampel_is_the_same_as_window_by_window() => Prop.ForAll(SeriesSamples.Seeds, seed =>
    {
        Random random = new(seed);
        double[] values = [.. Enumerable.Range(0, 60).Select(_ => random.Next(6) == 0 ? Nan : random.Next(9) == 0 ? 50 * random.NextDouble()
            : random.Next(20))];
        int rows = random.Next(3, 12);
        double[] clipped = Clip(new() { Rows = rows, Threshold = 2 }, values);
        return Enumerable.Range(0, values.Length).All(row =>
        {
            double[] window = [.. Enumerable.Range(Math.Max(0, row - rows + 1),
                Math.Min(rows, row + 1)).Select(i => (double)values[i]).Where(value => !double.IsNaN(value))];
            if (double.IsNaN(values[row]) || window.Length < 3)
            {
                return clipped[row].Equals(values[row]);
            }

            double median = Median(window);
            double reach = 2 * 1.4826 * Median([.. window.Select(value => Math.Abs(value - median))]);
            double expected = reach > 0 ? Math.Clamp(values[row], median - reach, median + reach) : values[row];
            return Math.Abs(expected - clipped[row]) < 1e-4;
        });
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Limits_are_those_of_the_training_part()
    {
        double[] values = [2, 4, 4, 4, 5, 5, 7, 9];
        Frame later = SeriesSamples.Hourly("x", -100, 5, 100);

        // Mean 5, deviation 2.
        FittedStep sigma = new ClipStep(new() { Method = ClipMethod.Sigma }).Fit(SeriesSet.Of(SeriesSamples.Hourly("x", values)));
        Assert.Equal([-1, 5, 11], sigma.Transform(later, "1").Column("x").ToArray());
        FittedStep quantile =
            new ClipStep(new() { Method = ClipMethod.Quantile, Lower = 0, Upper = 0.5 }).Fit(
                SeriesSet.Of(SeriesSamples.Hourly("x", values)));
        Assert.Equal([2, 4.5, 4.5], quantile.Transform(later, "1").Column("x").ToArray());
    }

    [Fact]
    public void Trends_go_on_beyond_the_training_part()
    {
        Frame frame = SeriesSamples.Hourly("x", 1, 3, 5, 7, 10).With("y", [0, 1, 4, 9, 16]);
        SeriesSet training = SeriesSamples.Head(SeriesSet.Of(frame), 4);
        Assert.Equal([0, 0, 0, 0, 1], Rounded(new DetrendStep(new() { Columns = ["x"] }), "x"));
        Assert.Equal([-3, -1, 1, 3, 6], Rounded(new DetrendStep(new() { Columns = ["x"], Degree = 0 }), "x"));
        Assert.Equal([0, 0, 0, 0, 0], Rounded(new DetrendStep(new() { Columns = ["y"], Degree = 2 }), "y"));

        double[] Rounded(DetrendStep step, string column) =>
            [.. step.Fit(training).Transform(frame, "1").Column(column).ToArray().Select(value => Math.Round(value, 5) + 0)];
    }

    [Fact]
    public void A_trend_of_too_few_values_is_of_a_lower_degree()
    {
        DetrendStep step = new(new() { Degree = 2 });
        Frame frame = SeriesSamples.Hourly("x", Nan, 3, Nan, 7);
        Assert.Equal([Nan, 0, Nan, 0], step.Fit(SeriesSet.Of(frame)).Transform(frame, "1").Column("x").ToArray());
        frame = SeriesSamples.Hourly("x", Nan, 3);
        Assert.Equal([Nan, 0], step.Fit(SeriesSet.Of(frame)).Transform(frame, "1").Column("x").ToArray());
        FittedStep none = step.Fit(SeriesSet.Of(SeriesSamples.Hourly("x", Nan, Nan)));
        Assert.Equal([Nan, 3], none.Transform(frame, "1").Column("x").ToArray());
        Refusal.Of("'other' was not among", () => none.Transform(frame, "other"));
    }

    [Fact]
    public void What_cannot_be_done_is_refused_with_the_reason()
    {
        Refusal.Of("threshold -1", () => new ClipStep(new() { Threshold = -1 }));
        Refusal.Of("at least 3 rows", () => new ClipStep(new() { Rows = 2 }));
        Refusal.Of("0.9 and 0.1", () => new ClipStep(new() { Lower = 0.9, Upper = 0.1 }));
        Refusal.Of("no value in the training part", () => Clip(new() { Method = ClipMethod.Sigma }, [Nan, Nan]));
        Refusal.Of("degree 3", () => new DetrendStep(new() { Degree = 3 }));
        Refusal.Of("lag -1", () => new DifferenceStep(new() { Lag = -1 }));
        Refusal.Of("order 5", () => new DifferenceStep(new() { Order = 5 }));
    }

    private static double Median(double[] values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[sorted.Length / 2] + sorted[(sorted.Length - 1) / 2]) / 2;
    }

    private static double[] Clip(ClipOptions options, double[] values)
    {
        Frame frame = SeriesSamples.Hourly("x", values);
        return new ClipStep(options).Fit(SeriesSet.Of(frame)).Transform(frame, "1").Column("x").ToArray();
    }
}
