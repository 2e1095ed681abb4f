using System.Globalization;
using System.Text.Json;
using Unroll.Series.Frames;
using Unroll.Tasks.Forecasting;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;
using Unroll.Tasks.Runs;

namespace Unroll.Tasks.Tests.Forecasting;

/// <summary>One network for many series, several targets, what is known in advance, gaps and strides.</summary>
public sealed class ManySeriesTests
{
    private const string Shops = "{file: shops.csv, target: load, id: shop, static-covariates: [size], future-covariates: [price]}";

    [Fact]
    public void One_network_learns_from_many_series_and_forecasts_each()
    {
        SeriesSet shops = Panel.Create(4);
        Forecaster forecaster = Forecaster.Create(
            SmallSeries.Recipe(data: Shops, prepare: "{steps: [scale: {method: standard, per-series: true}]}",
                train: "{learning-rate: 0.02, epochs: 30}"), 1);

        TrainingRun run = forecaster.Fit(shops);

        ForecastEvaluation test = run.Part("test");
        Assert.Equal(4, (int)run.Facts["series"]!);
        Assert.Equal(["load", "price+1", "size"], run.InputNames);
        Assert.Equal(shops.Items.Select(item => item.Id), test.Forecasts.Select(prediction => prediction.Series).Distinct());
        Assert.True(test.Model["mase"] < 3, $"{test.Model["mase"]}");
        Assert.True(
            test.Model["mae"] < 0.5 * test.Baseline("naive")["mae"], $"{test.Model["mae"]} against {test.Baseline("naive")["mae"]}");
        foreach (Prediction prediction in test.Forecasts)
        {
            Frame frame = shops.Items.Single(item => item.Id == prediction.Series).Frame;
            Assert.Equal(frame.Column("load")[frame.Time.IndexAtOrAfter(prediction.Time)], prediction.Actual);
        }
    }

    [Fact]
    public void A_forecast_of_many_series_needs_what_is_known_in_advance()
    {
        SeriesSet shops = Panel.Create(3);
        Forecaster forecaster = Forecaster.Create(SmallSeries.Recipe(data: Shops, train: "{epochs: 1}"), 1);
        forecaster.Fit(shops);
        SeriesSet ahead = shops.Map(item =>
        {
            Frame longer = item.Frame.Extend(2);
            double[] price = longer.Column("price").ToArray();
            (price[^2], price[^1]) = (5, 6);
            return longer.With("price", price);
        });

        IReadOnlyList<SeriesForecast> forecasts = forecaster.Forecast(ahead, 2);
        InputException error = Assert.ThrowsAny<InputException>(() => forecaster.Forecast(shops, 1));

        Assert.Equal(shops.Items.Select(item => item.Id), forecasts.Select(forecast => forecast.Series));
        Assert.All(forecasts, forecast => Assert.Equal(2, forecast.Points.Count));
        Assert.Equal(ahead[2].Frame.Time[ahead[2].Frame.RowCount - 1], forecasts[2].Points[1].Time);
        Assert.All(forecasts.SelectMany(forecast => forecast.Points), point => Assert.True(double.IsFinite(point.Value)));
        Assert.Contains("price", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{train: 0.6, validation: 0.2, test: 0.2}")]
    [InlineData("{by: group, train: 0.5, validation: 0.25, test: 0.25}")]
    public void Evaluating_the_training_series_gives_the_test_of_the_training(string split)
    {
        // Series end at different times, and some may be in the test part alone.
        SeriesSet shops = Panel.Create(4);
        Forecaster forecaster = Forecaster.Create(SmallSeries.Recipe(data: Shops, split: split, train: "{epochs: 1}"), 1);
        ForecastEvaluation test = forecaster.Fit(shops).Part("test");
        using TemporaryFolder folder = new();
        RunFolder.Write(folder.Path, forecaster.Fit(shops), forecaster);

        ForecastEvaluation again = Forecaster.Load(folder.Path).Evaluate(shops);

        Assert.Equal(test.Forecasts, again.Forecasts);
        Assert.Equal(test.Model, again.Model);
    }

    [Fact]
    public void Rows_that_are_yet_to_be_forecast_are_neither_learned_from_nor_evaluated()
    {
        SeriesSet shops = Panel.Create(3);
        SeriesSet ahead = shops.Map(item => item.Frame.Extend(5) is var longer
            ? longer.With("price", [.. Enumerable.Range(0, longer.RowCount).Select(day => 5f + (day % 3))])
            : item.Frame);
        Recipe recipe = SmallSeries.Recipe(data: Shops, train: "{epochs: 1}");
        Forecaster first = Forecaster.Create(recipe, 1), second = Forecaster.Create(recipe, 1);

        ForecastEvaluation test = first.Fit(shops).Part("test");

        Assert.Equal(test.Forecasts, second.Fit(ahead).Part("test").Forecasts);
        Assert.Equal(first.Networks[0].GetWeights(), second.Networks[0].GetWeights());
        Assert.Equal(test.Forecasts, second.Evaluate(ahead).Forecasts);
        Assert.Equal(5, second.Forecast(ahead, 5)[0].Points.Count);
    }

    [Fact]
    public void Categories_known_in_advance_stay_known_as_one_hot_columns()
    {
        SeriesSet shops = Panel.Create(2).Map(item => item.Frame
            .With("weather", [.. Enumerable.Range(0, item.Frame.RowCount).Select(day => (double)(day % 2))])
            .WithCategories("weather", ["rain", "sun"]));
        const string Weather = "{file: shops.csv, target: load, id: shop, future-covariates: [weather], categories: [weather]}";
        Forecaster forecaster = Forecaster.Create(
            SmallSeries.Recipe(data: Weather, prepare: "{steps: [one-hot, scale: {columns: [load]}]}", train: "{epochs: 1}"), 1);
        Forecaster texts = Forecaster.Create(
            SmallSeries.Recipe(data: Weather, prepare: "{steps: [scale: {columns: [load]}]}", train: "{epochs: 1}"), 1);

        ForecastPlan plan = forecaster.Plan(shops);
        InputException error = Assert.ThrowsAny<InputException>(() => texts.Plan(shops));

        Assert.Equal(["load", "weather-rain+1", "weather-sun+1", "size"], forecaster.InputNames);
        Assert.Equal(["load"], plan.TrainingWindows.Columns.Past);
        Assert.Contains("'weather' holds texts (rain, sun", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Several_targets_are_forecast_and_scored_each()
    {
        Frame frame = SmallSeries.Create();
        Forecaster forecaster = Forecaster.Create(
            SmallSeries.Recipe(
                data: "{file: a.csv, target: [load, wind]}", window: "{length: 14, horizon: 2}", model: "[{gru: 12}, {dense: 4}]",
                    train: "{learning-rate: 0.02, epochs: 30}"), 1);

        TrainingRun run = forecaster.Fit(frame);
        IReadOnlyList<SeriesForecast> forecasts = forecaster.Forecast(SeriesSet.Of(frame), 5);

        ForecastEvaluation test = run.Part("test"), wind = Assert.Single(test.FurtherTargets);
        Assert.Equal("load", test.Target);
        Assert.Equal("wind", wind.Target);
        Assert.Equal(["load", "wind"], forecasts.Select(forecast => forecast.Target));
        Assert.All(forecasts[0].Points, point => Assert.InRange(point.Value, 60, 140));
        Assert.All(forecasts[1].Points, point => Assert.InRange(point.Value, 5, 15));
        Assert.True(wind.Model["mae"] < wind.Baseline("naive")["mae"]);
        foreach (Prediction prediction in wind.Forecasts)
        {
            Assert.Equal(frame.Column("wind")[frame.Time.IndexAtOrAfter(prediction.Time)], prediction.Actual);
        }

        using JsonDocument metrics = JsonDocument.Parse(MetricsDocument.Of(run));
        Assert.Equal("wind", metrics.RootElement.GetProperty("test").GetProperty("further_targets")[0].GetProperty("target").GetString());
    }

    [Fact]
    public void Gap_and_stride_move_what_is_forecast()
    {
        Frame frame = SmallSeries.Create();
        TrainingRun run = Forecaster.Create(SmallSeries.Recipe(window: "{length: 7, horizon: 1, gap: 2, stride: 5}", train: "{epochs: 1}"),
            1).Fit(frame);

        ForecastEvaluation test = run.Part("test");
        Assert.Equal(10, test.Windows);
        Assert.Equal(frame.Time[192], test.Forecasts[0].Time);
        Assert.All(test.Forecasts, prediction => Assert.Equal(3, (prediction.Time - prediction.Origin).Days));
        Assert.Equal(TimeSpan.FromDays(5), test.Forecasts[1].Time - test.Forecasts[0].Time);
    }

    [Fact]
    public void A_walk_forward_tests_one_stretch_after_the_other()
    {
        Frame frame = SmallSeries.Create();
        Recipe recipe = SmallSeries.Recipe(
            split: "{by: walk-forward, train: 0.5, validation: 0.1, test: 0.1, folds: 4, embargo: 2}", train: "{epochs: 2}");

        TrainingRun run = Forecaster.Create(recipe, 1).Fit(frame);
        ForecastPlan[] plans = [.. ForecastPlan.Of(recipe, SeriesSet.Of(frame))];

        Assert.Equal(4, run.Folds.Count);
        Assert.Equal(run.Folds.Sum(fold => fold.Samples), run.Part("test").Windows);
        for (int fold = 0; fold < 4; fold++)
        {
            int start = 144 + (24 * fold);
            Assert.Equal(frame.Time[start], ((ForecastEvaluation)run.Folds[fold]).Forecasts[0].Time);
            Assert.Equal(frame.Time[start + 23], ((ForecastEvaluation)run.Folds[fold]).Forecasts[^1].Time);
            Assert.Equal(115 + (24 * fold), 1 + plans[fold].TrainingWindows.Origin(plans[fold].TrainingWindows.Count - 1));
        }
    }

    [Theory]
    [InlineData(100, 0.29, 29)]
    [InlineData(100, 0.57, 57)]
    [InlineData(50, 0.14, 7)]
    public void Shares_of_a_walk_forward_lose_no_row_to_rounding(int rows, double share, int expected)
    {
        // 0.29 · 100 is 28.999… in doubles.
        Recipe recipe = SmallSeries.Recipe(
            window: "{length: 5}", split: string.Create(
                CultureInfo.InvariantCulture, $"{{by: walk-forward, train: 0.2, validation: 0.1, test: {share}}}"));

        Assert.Equal(expected, ForecastPlan.Of(recipe, SeriesSet.Of(SmallSeries.Create(rows))).Single().TestWindows.Count);
    }

    [Fact]
    public void Windows_apart_from_each_other_can_be_shuffled()
    {
        Recipe recipe = SmallSeries.Recipe(window: "{length: 7, horizon: 1, stride: 8}",
            split: "{by: shuffled, train: 0.6, validation: 0.2, test: 0.2}", train: "{epochs: 1}");

        ForecastPlan plan = ForecastPlan.Of(recipe, SeriesSet.Of(SmallSeries.Create())).Single();

        int[] origins = [.. plan.Windows.SelectMany(part => Enumerable.Range(0, part.Value.Count).Select(part.Value.Origin))];
        Assert.Equal(30, origins.Length);
        Assert.Equal(origins.Length, origins.Distinct().Count());
        Assert.All(origins, origin => Assert.Equal(6, origin % 8));
        Assert.NotEqual(origins.Order(), origins);
    }

    [Theory]
    [InlineData("{steps: [log: log, difference: 7, scale: standard]}")]
    [InlineData("{steps: [power: box-cox, detrend: 1, difference: 1, scale: min-max]}")]
    [InlineData("{steps: [difference: {lag: 1, order: 2}]}")]
    public void Forecasts_come_back_in_the_unit_of_the_series(string prepare)
    {
        Frame frame = SmallSeries.Create();
        Forecaster forecaster = Forecaster.Create(
            SmallSeries.Recipe(prepare: prepare, window: "{length: 14, horizon: 3}", model: "[{gru: 8}, {dense: 3}]",
                train: "{learning-rate: 0.01, epochs: 15}"), 1);

        TrainingRun run = forecaster.Fit(frame);

        Assert.All(run.Part("test").Forecasts, prediction => Assert.InRange(prediction.Forecast, -50, 250));
        Assert.All(forecaster.Forecast(frame, 6), point => Assert.InRange(point.Value, -100, 300));
    }

    [Fact]
    public void A_network_that_forecasts_no_change_of_differences_is_the_naive_forecast()
    {
        // All weights zero: the network gives 0, which is the same value as a week ago.
        Frame frame = SmallSeries.Create();
        Forecaster forecaster = Forecaster.Create(
            SmallSeries.Recipe(prepare: "{steps: [difference: 7]}", train: "{epochs: 1, learning-rate: 1e-30}"), 1);
        forecaster.Plan(SeriesSet.Of(frame));
        forecaster.Fit(frame);
        forecaster.Networks[0].SetWeights(new float[forecaster.Networks[0].GetWeights().Length]);

        ForecastEvaluation test = forecaster.Evaluate(frame);

        Assert.All(test.Forecasts, prediction => Assert.Equal(prediction.SeasonalNaive, prediction.Forecast, 1e-3));
    }

    [Fact]
    public void Rows_without_stamps_are_forecast_by_their_numbers()
    {
        Frame frame = new(TimeIndex.Numbered(SmallSeries.Rows), ["load"], [SmallSeries.Create().Column("load").ToArray()]);
        Forecaster forecaster = Forecaster.Create(SmallSeries.Recipe(train: "{epochs: 1}"), 1);

        TrainingRun run = forecaster.Fit(frame);

        using JsonDocument metrics = JsonDocument.Parse(MetricsDocument.Of(run));
        Assert.Equal("239", metrics.RootElement.GetProperty("test").GetProperty("last").GetString());
        Assert.Equal("row 239", TimeIndex.ToText(run.Parts.Max(part => part.Last)!.Value));
        Assert.Equal("row 240", TimeIndex.ToText(forecaster.Forecast(frame, 1)[0].Time));
    }

    [Fact]
    public void A_saved_forecaster_of_steps_gives_the_same()
    {
        using TemporaryFolder folder = new();
        SeriesSet shops = Panel.Create(3);
        Recipe recipe = SmallSeries.Recipe(
            data: "{file: shops.csv, target: load, id: shop, static-covariates: [size]}",
            prepare: "{steps: [clip: sigma, impute: {method: mean, mask: true}, power: yeo-johnson, scale: {method: robust, per-series: " +
                "true}]}",
            train: "{epochs: 1}");
        Forecaster forecaster = Forecaster.Create(recipe, 1);
        TrainingRun run = forecaster.Fit(shops);
        RunFolder.Write(folder.Path, run, forecaster);

        Forecaster loaded = Forecaster.Load(folder.Path);

        Assert.Equal(forecaster.InputNames, loaded.InputNames);
        Assert.Equal(forecaster.Forecast(shops, 4).SelectMany(forecast => forecast.Points), loaded.Forecast(shops, 4).SelectMany(
            forecast => forecast.Points));
        Assert.StartsWith("part,series,origin,time,step", File.ReadLines(Path.Combine(folder.Path, RunFolder.PredictionsFile)).First(),
            StringComparison.Ordinal);
    }
}
