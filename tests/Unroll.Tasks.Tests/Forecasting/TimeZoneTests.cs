using System.Globalization;
using System.Text.Json;
using Unroll.Series.Frames;
using Unroll.Tasks.Forecasting;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;
using Unroll.Tasks.Runs;

namespace Unroll.Tasks.Tests.Forecasting;

/// <summary>An hourly load that goes by the local hour, over the end of summer time in Copenhagen.</summary>
public sealed class TimeZoneTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("duplicate-timestamps: first")]
    [InlineData("time-zone: Europe/Copenhagen")]
    public void The_calendar_goes_by_local_time_with_the_zone_told_and_without(string data)
    {
        Recipe recipe = Hourly(data);

        TrainingRun run = Forecaster.Create(recipe).Fit(Read(recipe));

        Assert.InRange(run.Test.Model["mae"], 0, 0.03);
    }

    [Fact]
    public void Stamps_that_come_out_carry_their_offset()
    {
        Recipe recipe = Hourly("time-zone: Europe/Copenhagen", "{epochs: 1, batch-size: 32}");
        Forecaster forecaster = Forecaster.Create(recipe);
        SeriesSet series = Read(recipe);
        TrainingRun run = forecaster.Fit(series);

        PredictionTable forecast = forecaster.PredictTable(series);
        using JsonDocument metrics = JsonDocument.Parse(MetricsDocument.Of(run));

        Assert.Equal("2022-12-01 23:00:00+01:00", forecast.Rows.First()[0]);
        Assert.Equal("2022-10-31 00:00:00+01:00", run.Test.Predictions.Rows.First()[1]);
        Assert.Equal("2022-10-27 00:00:00+02:00", run.Validation!.Predictions.Rows.First()[1]);
        Assert.Equal("2022-10-31T00:00:00+01:00", metrics.RootElement.GetProperty("test").GetProperty("first").GetString());

        // Without a zone they are as they stand.
        Recipe plain = Hourly("duplicate-timestamps: first", "{epochs: 1, batch-size: 32}");
        Assert.Equal("2022-10-31 00:00:00", Forecaster.Create(plain).Fit(Read(plain)).Test.Predictions.Rows.First()[1]);
    }

    private static Recipe Hourly(string data, string train = "{epochs: 60, batch-size: 32, learning-rate: 0.01}") => RecipeReader.Parse(
        $$"""
        name: hours
        data: {file: autumn.csv, target: load, {{data}} }
        prepare: {steps: [scale: standard, calendar: hour]}
        window: {length: 2, horizon: 1, gap: 22}
        split: {train: 2022-09-01..2022-10-26, validation: 2022-10-27..2022-10-28, test: 2022-10-31..2022-11-30}
        model: [{dense: {units: 16, activation: tanh} }, global-average-pooling1d, {dense: 1}]
        train: {{train}}
        """,
        "hours.yaml");

    /// <summary>
    /// 100 + 10 sin(2π · local hour / 24), rounded to three digits, at local times without offsets: 02:00 comes twice on 2022-10-30.
    /// </summary>
    private SeriesSet Read(Recipe recipe)
    {
        TimeZoneInfo zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Copenhagen");
        DateTime start = new(2022, 9, 1, 0, 0, 0, DateTimeKind.Utc);
        string path = Path.Combine(_folder.Path, "autumn.csv");
        File.WriteAllLines(path, Enumerable.Range(0, 2184).Select(hour => TimeZoneInfo.ConvertTimeFromUtc(start.AddHours(hour), zone))
            .Select(local => string.Create(CultureInfo.InvariantCulture,
                $"{local:yyyy-MM-dd HH:mm},{100 + (10 * Math.Sin(2 * Math.PI * local.Hour / 24)):F3}")).Prepend("time,load"));
        return RecipeSeries.ReadFile(recipe, path);
    }
}
