using System.Globalization;
using System.Text.Json;
using Unroll.Tasks.Learning.Sections;

namespace Unroll.Reports.Tests;

public class ForecastDataTests
{
    [Fact]
    public void Rows_without_stamps_are_numbered()
    {
        Page page = new(RunFixture.Run(SectionFixture.At(SectionFixture.Forecast(1), row => new DateTime(row))));
        Assert.Equal(
            Enumerable.Range(366, 366),
            page.Data.GetProperty("tracks")[0].GetProperty("times").EnumerateArray().Select(time => time.GetInt32()));
        Assert.Equal("1 day ahead", page.Data.GetProperty("tracks")[0].GetProperty("steps")[0].GetProperty("ahead").GetString());
    }

    [Fact]
    public void Rows_less_than_a_second_apart_keep_their_own_times()
    {
        Page page = new(RunFixture.Run(SectionFixture.At(
            SectionFixture.Forecast(1), row => new DateTime(2024, 5, 1, 12, 0, 0).AddMilliseconds(20 * row))));
        string[] times = [.. page.Data.GetProperty("tracks")[0].GetProperty("times").EnumerateArray().Select(time => time.GetString()!)];
        Assert.Equal(["2024-05-01T12:00:07.32", "2024-05-01T12:00:07.34"], times[..2]);
        Assert.Equal(366, times.Distinct().Count());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public void Every_forecast_is_in_the_data(int horizon)
    {
        ForecastSection section = SectionFixture.Forecast(horizon);
        JsonElement data = new Page(RunFixture.Run(section)).Data;
        for (int i = 0; i < section.Tracks.Count; i++)
        {
            JsonElement track = data.GetProperty("tracks")[i];
            Assert.Equal(section.Tracks[i].Part, track.GetProperty("part").GetString());
            Assert.Equal("GWh", track.GetProperty("unit").GetString());
            List<string> times = [.. track.GetProperty("times").EnumerateArray().Select(time => time.GetString()!)];
            Assert.Equal(times.Order(StringComparer.Ordinal), times);
            foreach (ForecastValue value in section.Tracks[i].Values)
            {
                int row = times.BinarySearch(value.Time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), StringComparer.Ordinal);
                JsonElement step = track.GetProperty("steps")[value.Step - 1];
                Assert.Equal(value.Step, step.GetProperty("step").GetInt32());
                AssertClose(value.Actual, track.GetProperty("actual")[row]);
                AssertClose(value.Forecast, step.GetProperty("forecast")[row]);
                AssertClose(value.Baseline, step.GetProperty("baseline")[row]);
                for (int band = 0; band < 2; band++)
                {
                    AssertClose(value.Bands[band].Lower, step.GetProperty("bands")[band].GetProperty("lower")[row]);
                    AssertClose(value.Bands[band].Upper, step.GetProperty("bands")[band].GetProperty("upper")[row]);
                }
            }
        }
    }

    [Fact]
    public void Numbers_that_32_bits_do_not_hold_keep_their_digits()
    {
        ForecastTrack meter = new("test", "meter", [new(new DateTime(2024, 1, 1), 1, 12_345_779.78, 12_345_780.24)]);
        JsonElement track = new Page(RunFixture.Run(new ForecastSection("Meter", 1, [meter]))).Data.GetProperty("tracks")[0];
        Assert.Equal(12_345_779.78, track.GetProperty("actual")[0].GetDouble());
        Assert.Equal(12_345_780.24, track.GetProperty("steps")[0].GetProperty("forecast")[0].GetDouble());
    }

    [Fact]
    public void What_is_not_finite_becomes_null()
    {
        ForecastSection section = SectionFixture.Forecast(1);
        ForecastValue[] values = [.. section.Tracks[0].Values];
        values[3] = values[3] with { Forecast = double.NaN, Baseline = double.PositiveInfinity };
        Page page = new(RunFixture.Run(section with { Tracks = [section.Tracks[0] with { Values = values }] }));
        JsonElement step = page.Data.GetProperty("tracks")[0].GetProperty("steps")[0];
        Assert.Equal(JsonValueKind.Null, step.GetProperty("forecast")[3].ValueKind);
        Assert.Equal(JsonValueKind.Null, step.GetProperty("baseline")[3].ValueKind);
        Assert.Equal(365, step.GetProperty("residuals").GetProperty("count").GetInt32());
    }

    [Fact]
    public void Where_there_is_nothing_to_choose_there_is_no_choice()
    {
        ForecastSection section = SectionFixture.Forecast(1);
        Page page = new(RunFixture.Run(section with { Tracks = [section.Tracks[0]] }));
        Assert.Empty(page.Find("[data-forecast] .controls").Children);
    }

    [Fact]
    public void Parts_tracks_and_steps_can_be_chosen_and_of_many_tracks_the_first_are_shown()
    {
        ForecastSection section = SectionFixture.Forecast(7);
        ForecastTrack[] tracks = [
            .. section.Tracks.SelectMany(track => Enumerable.Range(1, 30).Select(number => track with { Name = $"meter {number}" }))];
        Page page = new(RunFixture.Run(section with { Tracks = tracks }));
        Assert.Equal(["Test", "Validation"], page.Document.QuerySelectorAll("button[data-part]").Select(button => button.TextContent));
        Assert.Equal(24, page.Document.QuerySelectorAll("select[data-name] option").Length);
        Assert.Equal(
            ["1 day ahead", "2 days ahead"],
            page.Document.QuerySelectorAll("select[data-step] option").Take(2).Select(option => option.TextContent));
        Assert.Contains("The charts show the first 24 of each part", page.Text(".forecast"), StringComparison.Ordinal);
    }

    private static void AssertClose(double expected, JsonElement actual) =>
        Assert.Equal(expected, actual.GetDouble(), 1.2e-7 * Math.Abs(expected));
}
