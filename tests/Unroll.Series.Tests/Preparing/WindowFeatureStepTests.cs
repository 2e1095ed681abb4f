using Unroll.Series.Frames;
using Unroll.Series.Preparing;

namespace Unroll.Series.Tests.Preparing;

public class WindowFeatureStepTests
{
    private const double Nan = double.NaN;

    [Fact]
    public void P_columns_of_windows_become_P_times_k()
    {
        Frame frame = SeriesSamples.Hourly("pulse", 60, 70, 80, Nan, 90, 100, 75).With("oxygen", [98, 96, 97, 99, Nan, Nan, 95]);
        FittedStep fitted = new WindowFeatureStep(new() { Rows = 2 }).Fit(SeriesSet.Of(frame));
        Frame features = fitted.Transform(frame, "1");
        Assert.Equal(["pulse-mean", "pulse-std", "pulse-min", "pulse-max", "oxygen-mean", "oxygen-std", "oxygen-min", "oxygen-max"],
            features.ColumnNames);
        Assert.Equal([65, 80, 95, 75], features.Column("pulse-mean").ToArray());
        Assert.Equal([5, 0, 5, 0], features.Column("pulse-std").ToArray());
        Assert.Equal([97, 98, Nan, 95], features.Column("oxygen-mean").ToArray());
        Assert.Equal([96, 97, Nan, 95], features.Column("oxygen-min").ToArray());
        Assert.Equal([98, 99, Nan, 95], features.Column("oxygen-max").ToArray());
        Assert.Equal(SeriesSamples.Start.AddHours(2), features.Time[1]);
    }

    [Fact]
    public void Other_statistics_and_a_whole_last_window_on_request()
    {
        Frame frame = SeriesSamples.Numbered("x", 1, 2, 3, 6, Nan, 2, 9);
        WindowFeatureOptions options =
            new() { Rows = 3, Statistics = [Statistic.Last, Statistic.Count, Statistic.Slope], DropPartial = true };
        Frame features = new WindowFeatureStep(options).Fit(SeriesSet.Of(frame)).Transform(frame, "1");
        Assert.True(features.Time.IsNumbered);
        Assert.Equal([3, 2], features.Column("x-last").ToArray());
        Assert.Equal([3, 2], features.Column("x-count").ToArray());

        // By 1 and by −2 a row, over 3 rows.
        Assert.Equal([3, -6], features.Column("x-slope").ToArray().Select(value => Math.Round(value, 5)));
    }

    [Fact]
    public void Spans_from_the_start_of_a_stay_are_rows_even_where_nothing_was_measured()
    {
        int[] minutes = [10, 40, 200, 250];
        Frame frame = new(SeriesSamples.Stamps(minutes.Select(minute => SeriesSamples.Start.AddMinutes(minute))), ["x"], [[1, 3, 5, 8]]);
        WindowFeatureOptions options =
            new() { Span = TimeSpan.FromHours(1), FromStart = true, Statistics = [Statistic.Mean, Statistic.Count] };
        Frame features = new WindowFeatureStep(options).Fit(SeriesSet.Of(frame)).Transform(frame, "1");
        Assert.Equal([2, Nan, Nan, 5, 8], features.Column("x-mean").ToArray());
        Assert.Equal([2, 0, 0, 1, 1], features.Column("x-count").ToArray());
        Assert.Equal(SeriesSamples.Start.AddMinutes(10), features.Time[0]);
        Frame skipped = new WindowFeatureStep(options with { SkipEmpty = true }).Fit(SeriesSet.Of(frame)).Transform(frame, "1");
        Assert.Equal([2, 5, 8], skipped.Column("x-mean").ToArray());
    }

    [Fact]
    public void Crop_keeps_the_first_or_last_part()
    {
        Frame frame = SeriesSamples.Hourly("x", 0, 1, 2, 3, 4, 5, 6);
        Assert.Equal([0, 1, 2], Crop(new() { Span = TimeSpan.FromHours(3) }, frame));
        Assert.Equal([4, 5, 6], Crop(new() { Span = TimeSpan.FromHours(3), FromEnd = true }, frame));
        Assert.Equal([0, 1], Crop(new() { Rows = 2 }, frame));
        Assert.Equal([5, 6], Crop(new() { Rows = 2, FromEnd = true }, frame));
        Assert.Equal(7, Crop(new() { Rows = 20 }, frame).Length);
        Assert.Equal(7, Crop(new() { Span = TimeSpan.FromDays(3) }, frame).Length);
        Assert.Equal([1, 2], Crop(new() { Rows = 2 }, SeriesSamples.Numbered("x", 1, 2, 3)));
    }

    [Fact]
    public void What_cannot_be_done_is_refused_with_the_reason()
    {
        Refusal.Of("give one of them", () => new WindowFeatureStep(default));
        Refusal.Of("none twice", () => new WindowFeatureStep(new() { Rows = 2, Statistics = [] }));
        Refusal.Of("numbered",
            () => new WindowFeatureStep(new() { Span = TimeSpan.FromDays(1) }).Fit(SeriesSet.Of(SeriesSamples.Numbered("x", 1))));
        Refusal.Of("give one of them", () => new CropStep(default));
        Refusal.Of("numbered", () => Crop(new() { Span = TimeSpan.FromDays(1) }, SeriesSamples.Numbered("x", 1)));
    }

    private static double[] Crop(CropOptions options, Frame frame) =>
        new CropStep(options).Fit(SeriesSet.Of(frame)).Transform(frame, "1").Column("x").ToArray();
}
