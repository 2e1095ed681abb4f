using Unroll.Analysis.Models;

namespace Unroll.Analysis.Tests.Models;

public class HarmonicArimaTests
{
    [Fact]
    public void Two_seasons_are_forecast_with_the_waves_that_they_have()
    {
        double[] all = Hours(1000 + 168), values = all[..1000];
        ForecastFit fit = new HarmonicArima { Seasons = [24, 168] }.Fit(new ObservedSeries(values));
        ForecastResult forecast = fit.Forecast(168);
        PredictionIntervals bounds = forecast.Intervals();
        double error = forecast.Mean.Zip(all.Skip(1000), (mean, value) => Math.Abs(mean - value)).Average();
        int held = Enumerable.Range(0, 168).Count(step => all[1000 + step] >= bounds.Lower[step] && all[1000 + step] <= bounds.Upper[step]);

        Assert.Contains("2 waves of 24 and 1 of 168 steps", fit.Description);
        Assert.True(error < 1, $"The mean error is {error}.");
        Assert.InRange(held, 140, 168);
        Assert.Equal(168, fit.ForecastFrom(800, 168)!.Length);
    }

    [Fact]
    public void Shared_frequencies_count_once()
    {
        Waves waves = new([24, 168], [2, 7]);

        Assert.Equal(2 * 8, waves.Columns(0, 10).Length);
        Assert.Single(new Waves([2], [1]).Columns(0, 10));
        Near.Equal(waves.Columns(168_000_000, 5)[0], waves.Columns(0, 5)[0], 1e-6);
    }

    [Fact]
    public void Seasons_need_not_be_whole_and_too_long_ones_are_left_out()
    {
        double[] values = [.. Enumerable.Range(0, 200).Select(t => (10 * Math.Sin(2 * Math.PI * t / 12.5)) + (t * 7919 % 13))];
        ForecastFit fit = new HarmonicArima { Seasons = [12.5, 400] }.Fit(new ObservedSeries(values));

        Assert.Contains("of 12.5 steps", fit.Description);
        Assert.True(fit.Forecast(6).Mean[0] is > -10 and < 30);
        Assert.Equal("the season of 400 rows is left out: a season takes 2 rows or more, twice in what is learned from.", fit.Warning);
        Assert.StartsWith(
            "seasons of 1 and 400 rows are left out", new HarmonicArima { Seasons = [400, 1] }.Fit(new ObservedSeries(values)).Warning);
        Assert.Null(new HarmonicArima { Seasons = [12.5] }.Fit(new ObservedSeries(values)).Warning);
        Assert.DoesNotContain("waves", new HarmonicArima().Fit(new ObservedSeries(values)).Description);
    }

    [Fact]
    public void A_recipe_names_it_with_its_seasons()
    {
        ForecastModel model = ForecastModel.Catalogue.Create(
            System.Text.Json.Nodes.JsonNode.Parse("""{"harmonic-arima": {"seasons": [24, 168]}}""")!);

        Assert.Equal([24, 168], Assert.IsType<HarmonicArima>(model).Seasons);
    }

    private static double[] Hours(int count)
    {
        Random random = new(3);
        double noise = 0;
        return
        [
            .. Enumerable.Range(0, count).Select(t =>
            {
                noise = (0.5 * noise) + random.NextDouble() - 0.5;
                double day = 2 * Math.PI * t / 24;
                return 50 + (8 * Math.Sin(day)) + (4 * Math.Cos(2 * day)) + (5 * Math.Sin(day / 7)) + noise;
            }),
        ];
    }
}
