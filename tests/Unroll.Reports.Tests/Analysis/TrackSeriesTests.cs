using Unroll.Reports.Analysis;
using Unroll.Tasks.Learning.Sections;

namespace Unroll.Reports.Tests.Analysis;

public class TrackSeriesTests
{
    [Fact]
    public void A_long_track_keeps_its_last_times_and_of_a_long_horizon_some_steps()
    {
        const int windows = TrackSeries.MaximumTimes + 500;
        const int horizon = 24;
        DateTime start = new(2020, 1, 1);
        ForecastValue[] values = [.. Enumerable.Range(0, windows).SelectMany(
            origin =>
                Enumerable.Range(1, horizon).Select(step => new ForecastValue(start.AddHours(origin + step), step, origin + step, step)))];
        TrackSeries series = TrackSeries.Of(new ForecastTrack("test", "Load", values), horizon, share: 1);
        Assert.Equal(TrackSeries.MaximumTimes, series.Times.Count);
        Assert.Equal(start.AddHours(windows + horizon - 1), series.Times[^1]);
        Assert.False(series.IsWhole);
        Assert.Equal([1, 6, 10, 15, 19, 24], series.Steps.Select(step => step.Step));
        Assert.All(series.Steps, step => Assert.Equal(step.Step, step.Forecast[100]));
    }

    [Fact]
    public void A_short_track_is_whole_and_its_share_bounds_a_long_one()
    {
        ForecastValue[] values = [
            .. Enumerable.Range(1, 1000).Select(day => new ForecastValue(new DateTime(2020, 1, 1).AddDays(day), 1, day, day + 0.5))];
        ForecastTrack track = new("test", "Load", values);
        TrackSeries whole = TrackSeries.Of(track, 1, share: 0.5), shared = TrackSeries.Of(track, 1, share: 0.01);
        Assert.True(whole.IsWhole);
        Assert.Equal(values.Select(value => value.Actual), whole.Actual);
        Assert.False(shared.IsWhole);
        Assert.Equal(values[^400..].Select(value => value.Forecast), shared.Steps[0].Forecast);
    }
}
