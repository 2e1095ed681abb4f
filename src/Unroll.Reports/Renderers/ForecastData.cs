using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Unroll.Reports.Analysis;
using Unroll.Reports.Html;
using Unroll.Series.Frames;
using Unroll.Tasks.Learning.Sections;

namespace Unroll.Reports.Renderers;

/// <summary>The numbers that charts of forecasts are drawn from.</summary>
internal sealed record ForecastData(string? Baseline, IReadOnlyList<string> Intervals, int Season, IEnumerable<TrackData> Tracks)
{
    /// <summary>The JSON document of a section.</summary>
    /// <param name="section">The section.</param>
    /// <param name="tracks">The tracks that are shown.</param>
    /// <param name="series">The same as lines over time.</param>
    public static Markup Of(ForecastSection section, IReadOnlyList<ForecastTrack> tracks, IReadOnlyList<TrackSeries> series) =>
        new(JsonSerializer.Serialize(
            new ForecastData(
                section.Baseline,
                section.Intervals,
                section.SeasonalPeriod,
                tracks.Zip(series, (track, lines) => TrackData.Of(track, lines, section))),
            ReportJson.Default.ForecastData));
}

/// <summary>One track: its times, as texts or as row numbers, and the lines over them.</summary>
internal sealed record TrackData(
    string Part, string Name, string Unit, IEnumerable<JsonNode> Times, IReadOnlyList<double> Actual, IEnumerable<StepData> Steps)
{
    public static TrackData Of(ForecastTrack track, TrackSeries series, ForecastSection section) => new(
        track.Part,
        track.Name,
        track.Unit ?? "",
        series.Times.Select(TimeOf),
        series.Actual,
        series.Steps.Select(step => StepData.Of(step, series, section)));

    private static JsonNode TimeOf(DateTime time) => TimeIndex.IsRowNumber(time)
        ? time.Ticks
        : time.ToString(time.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-ddTHH:mm:ss.FFF", CultureInfo.InvariantCulture);
}

/// <summary>The forecasts made a number of steps ahead.</summary>
internal sealed record StepData(
    int Step,
    string Ahead,
    IReadOnlyList<double> Forecast,
    IReadOnlyList<double> Baseline,
    IReadOnlyList<BandData> Bands,
    ResidualData Residuals)
{
    public static StepData Of(StepSeries step, TrackSeries series, ForecastSection section) => new(
        step.Step,
        ForecastRenderer.Ahead(section, step.Step),
        step.Forecast,
        step.Baseline,
        [.. step.Lower.Zip(step.Upper, (lower, upper) => new BandData(lower, upper))],
        ResidualData.Of(step.Residuals(series.Actual, section.SeasonalPeriod)));
}

/// <summary>A prediction interval of such forecasts.</summary>
internal sealed record BandData(IReadOnlyList<double> Lower, IReadOnlyList<double> Upper);

/// <summary>The residuals of such forecasts.</summary>
internal sealed record ResidualData(
    int Count,
    double Mean,
    double Deviation,
    double BinStart,
    double BinWidth,
    IReadOnlyList<int> BinCounts,
    IReadOnlyList<double> Autocorrelation,
    double Band)
{
    public static ResidualData Of(ResidualAnalysis residuals) => new(
        residuals.Count,
        residuals.Mean,
        residuals.StandardDeviation,
        residuals.Histogram.Start,
        residuals.Histogram.Width,
        residuals.Histogram.Counts,
        residuals.Autocorrelation,
        residuals.Band);
}
