using System.Text.Json.Nodes;
using Unroll.Analysis.Models;

namespace Unroll.Analysis.Tests.Models;

public class AppliedFitTests
{
    public static TheoryData<string> Models =>
    [
        "auto-arima", "{arima: {p: 1, d: 1, q: 1, seasonal-q: 1, constant: true}}", "{arima: {p: 2, constant: true}}",
        "{auto-arima: {max-season: 4}}", "harmonic-arima",
        "auto-ets", "{ets: {error: multiplicative, trend: damped, season: multiplicative}}",
        "theta", "{theta: {variant: dynamic-optimized}}", "structural",
        "{structural: {components: [damped-trend, {trigonometric-seasonal: {period: 12, harmonics: 2}}]}}",
        "var", "{var: {order: 14}}", "seasonal-naive", "croston", "{croston: {corrected: true}}", "tsb",
        "{ensemble: {models: [auto-ets, theta, seasonal-naive]}}",
    ];

    /// <summary>Estimates that were saved give the same forecasts on the series that they were fitted to.</summary>
    [Theory]
    [MemberData(nameof(Models))]
    public void Saved_estimates_forecast_like_the_fit(string model)
    {
        ObservedSeries series = new(Values(120), 12);
        ForecastFit fit = Make(model).Fit(series);
        ForecastFit again = Make(model).Apply(JsonNode.Parse(fit.ToJson().ToJsonString())!.AsObject(), series);

        ForecastResult expected = fit.Forecast(30), got = again.Forecast(30);
        Equal(expected.Mean, got.Mean);
        Equal(expected.StandardError, got.StandardError);
        Equal(fit.Fitted, again.Fitted);
        Assert.Equal(fit.ToJson().ToJsonString(), again.ToJson().ToJsonString());
    }

    /// <summary>
    /// A forecast from an earlier value is that of the shorter history: what comes after it is not looked at. Held estimates on a longer
    /// history therefore forecast from the end of the shorter one as the fit does.
    /// </summary>
    [Theory]
    [MemberData(nameof(Models))]
    public void Forecasts_of_earlier_origins_do_not_see_what_follows(string model)
    {
        double[] values = Values(180);
        ForecastFit fit = Make(model).Fit(new ObservedSeries(values[..120], 12));
        ForecastFit longer = fit.Apply(new ObservedSeries(values, 12));
        int[] origins = [120, 121, 137, 150, 170];
        double[][] forecasts = longer.ForecastFrom(origins, 10);

        Equal(fit.Forecast(10).Mean, forecasts[0]);
        Assert.All(origins.Zip(forecasts), pair => Equal(
            fit.Apply(new ObservedSeries(values[..pair.First], 12)).Forecast(10).Mean, pair.Second));
    }

    /// <summary>The value one step ahead of each origin is the fitted one of the next time.</summary>
    [Theory]
    [MemberData(nameof(Models))]
    public void Forecasts_one_step_ahead_are_the_fitted_values(string model)
    {
        // The weights of a mean of models depend on the horizon; its fitted values are the plain mean.
        if (model.Contains("ensemble", StringComparison.Ordinal))
        {
            return;
        }

        ForecastFit fit = Make(model).Fit(new ObservedSeries(Values(96), 12));
        int[] origins = [.. Enumerable.Range(40, 56)];

        Equal([.. origins.Select(origin => fit.Fitted[origin])], [.. fit.ForecastFrom(origins, 1).Select(steps => steps[0])]);
    }

    [Fact]
    public void Arima_passes_over_gaps_of_another_history()
    {
        double[] values = Values(150);
        ForecastFit fit = Make("{arima: {p: 1, d: 1, q: 1}}").Fit(new ObservedSeries(values[..120]));
        double[] gapped = [.. values];
        gapped[130] = double.NaN;
        ForecastFit applied = fit.Apply(new ObservedSeries(gapped));

        double[][] forecasts = applied.ForecastFrom([125, 131, 140], 4);
        Equal(fit.Apply(new ObservedSeries(values)).ForecastFrom([125], 4)[0], forecasts[0]);
        Equal(fit.Apply(new ObservedSeries(gapped[..131])).Forecast(4).Mean, forecasts[1]);
        Assert.All(forecasts.SelectMany(steps => steps), value => Assert.True(double.IsFinite(value)));
    }

    [Fact]
    public void Estimates_of_nothing_are_refused()
    {
        ObservedSeries series = new(Values(60), 12);
        Assert.Contains("none of the library", Assert.Throws<InputException>(
            () => new Theta().Apply(new JsonObject { ["model"] = "oracle" }, series)).Message, StringComparison.Ordinal);
        Assert.Contains("damaged", Assert.Throws<InputException>(
            () => new Theta().Apply(new JsonObject { ["model"] = "theta" }, series)).Message, StringComparison.Ordinal);
        ForecastFit fit = new SeasonalNaive().Fit(series);
        Assert.Throws<ArgumentException>(() => fit.ForecastFrom([5, 5], 1));
        Assert.Throws<ArgumentException>(() => fit.ForecastFrom([61], 1));
    }

    private static ForecastModel Make(string yaml) => ForecastModel.Catalogue.Create(JsonNode.Parse(ToJson(yaml))!);

    /// <summary>The JSON of a block in one line of YAML.</summary>
    private static string ToJson(string yaml) =>
        System.Text.RegularExpressions.Regex.Replace(yaml, @"[a-z][a-z0-9-]*", word => word.Value is "true" ? word.Value : $"\"{word}\"");

    private static double[] Values(int count)
    {
        Random random = new(4);
        double wander = 0;
        return
        [
            .. Enumerable.Range(0, count).Select(t =>
            {
                wander += random.NextDouble() - 0.5;
                return 60 + (0.1 * t) + (9 * Math.Sin(Math.PI * t / 6)) + wander + (2 * random.NextDouble());
            }),
        ];
    }

    private static void Equal(double[] expected, double[] got)
    {
        Assert.Equal(expected.Length, got.Length);
        for (int i = 0; i < got.Length; i++)
        {
            Assert.True(
                (double.IsNaN(expected[i]) && double.IsNaN(got[i])) || Math.Abs(expected[i] - got[i]) <= 1e-7 * (1 + Math.Abs(expected[i])),
                $"At {i}: expected {expected[i]}, but got {got[i]}.");
        }
    }
}
