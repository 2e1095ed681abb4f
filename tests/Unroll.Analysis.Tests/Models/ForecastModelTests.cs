using Unroll.Analysis.Models;

namespace Unroll.Analysis.Tests.Models;

public class ForecastModelTests
{
    public static TheoryData<string> Names => [.. ForecastModel.Catalogue.Names.Where(name => name is not "ensemble"), "whole ensemble"];

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_model_forecasts_a_seasonal_series(string name)
    {
        Random random = new(2);
        double[] values = [.. Enumerable.Range(0, 96).Select(t => 50 + (0.2 * t) + (8 * Math.Sin(Math.PI * t / 6)) + random.NextDouble())];
        ForecastFit fit = Make(name).Fit(new ObservedSeries(values, 12));
        ForecastResult forecast = fit.Forecast(24);
        PredictionIntervals intervals = forecast.Intervals(0.9);

        Assert.Equal(24, forecast.Horizon);
        Assert.NotEmpty(fit.Description);
        Assert.True(fit.Cost > TimeSpan.Zero);
        Assert.Equal(96, fit.Fitted.Length);
        Assert.All(forecast.Mean, Finite);
        Assert.All(forecast.StandardError, Finite);
        Assert.All(Enumerable.Range(0, 24), step => Assert.True(intervals.Lower[step] <= intervals.Upper[step]));
        Assert.Equal(forecast.Mean, fit.Forecast(24).Mean);
    }

    [Theory]
    [InlineData(0, 1000, 0, 12)]
    [InlineData(1000, 0, 1000, 12)]
    [InlineData(0, 0, 1000, int.MaxValue)]
    public void Orders_beyond_the_series_are_told_before_anything_is_computed(int p, int d, int seasonal, int season)
    {
        Arima arima = new(new ArimaOrder(p, d, 0, SeasonalP: 1, SeasonalD: seasonal));
        InputException exception = Assert.Throws<InputException>(() => arima.Fit(new ObservedSeries(new double[200], season)));
        Assert.Contains("needs at least", exception.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new Arima(new ArimaOrder(1001, 0, 0)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Arima(new ArimaOrder(0, int.MaxValue, 0)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Degenerate_series_have_a_forecast_or_a_sentence(string name)
    {
        double[][] degenerate =
        [
            [], [3], [double.NaN, double.NaN], [5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5], [1, 2, double.PositiveInfinity, 4, 5, 6],
            [1, 2], [1, 2, 3],
            [0, 0, 0, 0, 0, 0, 7, 0], [1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
            [1, 3, double.NaN, 2, 4, 3, 5, 4, 6, 5, 7, 6, 8],
        ];
        Assert.All(degenerate, values => Assert.All((int[])[1, 2, 100], season =>
        {
            try
            {
                Assert.All(Make(name).Fit(new ObservedSeries(values, season)).Forecast(5).Mean, Finite);
            }
            catch (InputException error)
            {
                Assert.EndsWith(".", error.Message);
            }
        }));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Settings_make_the_model_again(string name)
    {
        ForecastModel model = Make(name);
        ForecastModel again = ForecastModel.Catalogue.Create(model.Settings);

        Assert.Equal(model.Name, again.Name);
        Assert.Equal(model.Settings.ToJsonString(), again.Settings.ToJsonString());
    }

    [Fact]
    public void Forecasts_of_seasons_are_the_last_one() =>
        Assert.Equal([4, 5, 6, 4], new SeasonalNaive().Fit(new ObservedSeries([1, 2, 3, 4, 5, 6], 3)).Forecast(4).Mean);

    /// <summary>Demands of 4 every other step: size 4 and distance 2 from the first, so that nothing is left to smooth.</summary>
    [Fact]
    public void Croston_divides_size_by_distance()
    {
        ObservedSeries series = new([0, 4, 0, 4, 0, 4]);

        Assert.Equal(2, new Croston().Fit(series).Forecast(1).Mean[0], 1e-12);
        Assert.Equal(1.9, new Croston(isCorrected: true).Fit(series).Forecast(1).Mean[0], 1e-12);
    }

    [Fact]
    public void The_probability_of_a_demand_falls_where_none_comes()
    {
        double once = new TeunterSyntetosBabai().Fit(new ObservedSeries([4, 4, 0, 0])).Forecast(1).Mean[0];
        double later = new TeunterSyntetosBabai().Fit(new ObservedSeries([4, 4, 0, 0, 0, 0, 0, 0])).Forecast(1).Mean[0];

        Assert.True(later < once && later > 0);
        Assert.Contains("negative", Assert.Throws<InputException>(() => new Croston().Fit(new ObservedSeries([1, -1]))).Message);
    }

    [Fact]
    public void Regressors_and_gaps_are_estimated_together()
    {
        Random random = new(9);
        double[] column = [.. Enumerable.Range(0, 212).Select(t => Math.Sin(t * t))];
        double error = 0;
        double[] values =
            [.. Enumerable.Range(0, 200).Select(t => 3 + (2 * column[t]) + (error = (0.6 * error) + (random.NextDouble() - 0.5)))];
        values[50] = values[51] = double.NaN;
        ArimaFit fit = new Arima(new ArimaOrder(1, 0, 0), true).FitArima(new ObservedSeries(values) { Regressors = [column[..200]] });
        ParameterEstimate factor = fit.Parameters.Single(parameter => parameter.Name == "regressor-1");

        Assert.Equal(2, factor.Estimate, 4 * factor.StandardError!.Value);
        Assert.True(factor.StandardError < 0.1);
        Assert.Equal(0.6, fit.Parameters[0].Estimate, 0.2);
        Assert.All(fit.Forecast(12, [column[200..]]).Mean.Select((mean, step) => mean - 3 - (2 * column[200 + step])), rest =>
            Assert.True(Math.Abs(rest) < 1));
        Assert.Contains("regressors", Assert.Throws<InputException>(() => fit.Forecast(3)).Message);
    }

    /// <summary>A season of 5 is of no use after seasonal differences, nor is the sum of two columns beside both.</summary>
    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    public void Regressors_without_a_part_of_their_own_have_no_coefficient(int d, int seasonalD)
    {
        Random random = new(4);
        double[] first = [.. Enumerable.Range(0, 200).Select(_ => random.NextDouble())];
        double[] noise = [.. first.Select(_ => random.NextDouble())];
        double[] second = [.. first.Select(_ => random.NextDouble())], season = [.. first.Select((_, t) => Math.Sin(2 * Math.PI * t / 5))];
        double[] both = [.. first.Zip(second, (left, right) => left + right)], ones = [.. first.Select(_ => 1.0)];
        double[] values = [.. first.Select((value, t) => 4 + (9 * value) - (5 * second[t]) + (3 * season[t]) + noise[t])];
        Arima model = new(new ArimaOrder(0, d, 1, 0, seasonalD, seasonalD), hasConstant: true);
        ArimaFit all = model.FitArima(new ObservedSeries(values, 5) { Regressors = [first, second, season, both, ones] });
        ArimaFit few = model.FitArima(
            new ObservedSeries(values, 5) { Regressors = seasonalD == 0 ? [first, second, season] : [first, second] });

        Assert.Equal(few.LogLikelihood, all.LogLikelihood, 1e-6);
        Assert.Equal(few.ParameterCount, all.ParameterCount);
        ParameterEstimate[] estimates =
            [.. all.Parameters.Where(estimate => estimate.Name.StartsWith("regressor", StringComparison.Ordinal))];
        Assert.Equal(9, estimates[0].Estimate, 0.5);
        Assert.Equal(-5, estimates[1].Estimate, 0.5);
        Assert.All(estimates[(seasonalD == 0 ? 3 : 2)..], estimate => Assert.Equal((0, null), (estimate.Estimate, estimate.StandardError)));
    }

    /// <summary>A season that a regressor hides is found all the same, in what the regressor leaves.</summary>
    [Fact]
    public void A_regressor_does_not_hide_the_season()
    {
        Random random = new(3);
        double[] column = [.. Enumerable.Range(0, 220).Select(_ => (double)random.Next(2))];
        double[] values = [.. Enumerable.Range(0, 210).Select(
            t => (10 * column[t]) + (4 * Math.Sin(2 * Math.PI * t / 7)) + random.NextDouble())];
        ForecastFit fit = new AutoArima().Fit(new ObservedSeries(values, 7) { Regressors = [column] });

        Assert.Equal(1, ((ArimaFit)fit).Order.SeasonalD);
        Assert.All(fit.Forecast(10).Mean.Index(), step => Assert.Equal(
            0.5 + (10 * column[210 + step.Index]) + (4 * Math.Sin(2 * Math.PI * step.Index / 7)), step.Item, 0.8));
    }

    /// <summary>Regressors that go on after the values are taken at the steps ahead, as given ones are.</summary>
    [Theory]
    [InlineData("arima")]
    [InlineData("auto-arima")]
    [InlineData("harmonic-arima")]
    [InlineData("whole ensemble")]
    public void Regressors_that_go_on_are_known_ahead(string name)
    {
        Random random = new(7);
        double[] column = [.. Enumerable.Range(0, 160).Select(_ => random.NextDouble())];
        double[] values = [.. Enumerable.Range(0, 150).Select(t => (20 * column[t]) + Math.Sin(t / 5.0) + random.NextDouble())];
        ForecastModel model = Make(name);
        int season = name == "harmonic-arima" ? 30 : 1;
        ObservedSeries series = new(values, season) { Regressors = [column] };
        ForecastFit fit = model.Fit(series), ended = model.Fit(new ObservedSeries(values, season) { Regressors = [column[..150]] });

        Assert.True(model.UsesRegressors);
        Assert.Equal(
            ended.Forecast(10, [column[150..]]).Mean, fit.Forecast(10).Mean, (expected, actual) => Math.Abs(expected - actual) < 1e-9);
        Assert.Equal(fit.Forecast(10).Mean, fit.ForecastFrom(150, 10), (expected, actual) => Math.Abs(expected - actual) < 1e-6);
        Assert.Equal(
            fit.Forecast(10).Mean, fit.Apply(series).Forecast(10).Mean,
            (expected, actual) => Math.Abs(expected - actual) < 1e-9);
        Assert.Contains("regressors", Assert.Throws<InputException>(() => ended.ForecastFrom(148, 10)).Message, StringComparison.Ordinal);
        Assert.False(new Theta().UsesRegressors);
    }

    /// <summary>A model that forecast badly at earlier origins has hardly a share.</summary>
    [Fact]
    public void The_mean_of_models_goes_with_the_better_one()
    {
        Random random = new(6);
        double[] values = [.. Enumerable.Range(0, 120).Select(t => (3.0 * t) + random.NextDouble())];
        ObservedSeries series = new(values);
        Ets line = new(new EtsForm(EtsError.Additive, EtsTrend.Additive, EtsSeason.None));
        Ets level = new(new EtsForm(EtsError.Additive, EtsTrend.None, EtsSeason.None));
        double[] mean = new ForecastEnsemble([line, level]).Fit(series).Forecast(10).Mean;

        Assert.Equal(line.Fit(series).Forecast(10).Mean[9], mean[9], 1.0);
        Assert.True(mean[9] - level.Fit(series).Forecast(10).Mean[9] > 20);
    }

    [Theory]
    [InlineData("auto-arima")]
    [InlineData("auto-ets")]
    [InlineData("theta")]
    public void Forecasts_from_the_last_value_are_the_forecasts(string name)
    {
        Random random = new(8);
        double[] values = [.. Enumerable.Range(0, 96).Select(t => 50 + (0.2 * t) + (8 * Math.Sin(Math.PI * t / 6)) + random.NextDouble())];
        ForecastFit fit = Make(name).Fit(new ObservedSeries(values, 12));

        Assert.Equal(fit.Forecast(24).Mean, fit.ForecastFrom(96, 24)!, (expected, actual) => Math.Abs(expected - actual) < 1e-9);
        Assert.All(fit.ForecastFrom(72, 24)!.Zip(values[72..]), pair => Assert.Equal(pair.Second, pair.First, 4.0));
    }

    [Fact]
    public void A_series_without_a_season_has_no_seasonal_orders()
    {
        Random random = new(5);
        double level = 0;
        double[] values = [.. Enumerable.Range(0, 150).Select(_ => (level += random.NextDouble() - 0.5) + random.NextDouble())];

        Assert.DoesNotContain("[1]", new AutoArima().Fit(new ObservedSeries(values)).Description);
    }

    [Fact]
    public void A_forecast_far_from_the_others_counts_little_in_their_mean()
    {
        double[][] agreed = [[10, 11], [10, 11], [10, 11]], astray = [[10, 11], [10.1, 11.2], [60, 90]];

        Near.Equal([0.25, 0.25, 0.5], ForecastEnsemble.Weights([2, 2, 1], agreed), 1e-12);
        double[] weights = ForecastEnsemble.Weights([1, 1, 1], astray);
        Assert.True(weights[2] < 0.001);
        Assert.Equal(0.5, weights[1], 0.02);
        Assert.Equal([0.5, 0.5], ForecastEnsemble.Weights([], [[1], [2]]));
    }

    private static ForecastModel Make(string name) => name switch
    {
        "whole ensemble" => new ForecastEnsemble(),
        "arima" => new Arima(new ArimaOrder(1, 1, 1)),
        _ => ForecastModel.Catalogue.Create(name),
    };

    private static void Finite(double value) => Assert.True(double.IsFinite(value), $"{value}");
}
