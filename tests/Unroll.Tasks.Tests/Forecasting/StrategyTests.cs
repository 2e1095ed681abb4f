using Unroll.Series.Frames;
using Unroll.Tasks.Forecasting;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Tests.Forecasting;

/// <summary>A network for each row, a network of one row that goes on from itself, and a decoder, over the horizon.</summary>
public sealed class StrategyTests
{
    private const string Attending = "[{gru: 6}, {simple-rnn: 4}, {multi-head-attention: {num-heads: 1, key-dim: 4}}, {dense: 2}]";

    private static readonly SeriesSet _series = SeriesSet.Of(SmallSeries.Create());

    [Theory]
    [InlineData("{file: small.csv, target: load}", "[{gru: 8}, {dense: 1}]", "mean-absolute-error", 1)]
    [InlineData("{file: small.csv, target: load}", "[{gru: 8}, {dense: 3}]", "{quantile: [0.1, 0.5, 0.9]}", 1)]
    [InlineData("{file: small.csv, target: [load, wind]}", "[{gru: 8}, {dense: 4}]", "gaussian-likelihood", 2)]
    public void Each_window_is_evaluated_as_a_forecast_goes_on(string data, string model, string loss, int ensemble)
    {
        Forecaster forecaster = Forecaster.Create(SmallSeries.Recipe(
            data, "{steps: [scale: standard, calendar: day-of-week]}", "{length: 4, horizon: 6, strategy: recursive}", model: model,
            train: $"{{loss: {loss}, learning-rate: 0.01, epochs: 4, seed: 3, ensemble: {ensemble}}}"));
        ForecastEvaluation test = forecaster.Fit(_series).Part("test");

        Assert.Equal(6, test.ByStep.Count);
        foreach (int window in new[] { 0, 5, test.Windows - 1 })
        {
            Prediction first = test.Forecasts[window * 6];
            int known = _series[0].Frame.Time.IndexAtOrAfter(first.Time);
            SeriesForecast expected = forecaster.Forecast(SeriesSet.Of(_series[0].Frame.Slice(0, known)))[0];
            for (int step = 0; step < 6; step++)
            {
                Prediction prediction = test.Forecasts[(window * 6) + step];
                Assert.Equal(expected.Points[step].Time, prediction.Time);
                Assert.Equal(expected.Points[step].Value, prediction.Forecast, 1e-4);
                for (int level = 0; level < expected.Quantiles.Count; level++)
                {
                    Assert.Equal(expected.Quantiles[level].Points[step].Value, prediction.Quantiles[level], 1e-4);
                }
            }
        }
    }

    [Fact]
    public void Each_head_goes_on_and_a_saved_run_forecasts_the_same()
    {
        Forecaster forecaster = Forecaster.Create(RecipeReader.Parse("""
            name: heads
            data: {file: small.csv, target: [load, wind]}
            prepare: {steps: [difference: 1, scale: standard]}
            window: {length: 10, horizon: 4, strategy: recursive}
            split: {train: 0.6, validation: 0.2, test: 0.2}
            model:
              - gru: {units: 6, name: trunk}
              - dense: {units: 3, name: load, from: trunk}
              - dense: {units: 1, name: wind, from: trunk}
            outputs: [load, wind]
            train: {loss: {load: student-t-likelihood, wind: mean-absolute-error}, epochs: 3, seed: 3}
            """, "heads.yaml"));
        ForecastEvaluation test = forecaster.Fit(_series).Part("test");
        string folder = Directory.CreateTempSubdirectory().FullName;
        forecaster.Save(folder);
        Forecaster loaded = Forecaster.Load(folder);

        Assert.Equal(4, test.FurtherTargets[0].ByStep.Count);
        Assert.Equal(forecaster.Forecast(_series)[1].Points, loaded.Forecast(_series)[1].Points);
        Assert.Equal(ForecastStrategy.Recursive, loaded.Recipe.Section(ForecastTask.Window).Strategy);
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData("{file: small.csv, target: load, past-covariates: [wind]}", "{}", "horizon: 4", "the past of wind")]
    [InlineData("{file: small.csv, target: load}", "{steps: [lag: 7]}", "horizon: 4", "which nobody forecasts")]
    [InlineData("{file: small.csv, target: load}", "{}", "horizon: 4, gap: 2", "Leave the gap out")]
    public void What_cannot_go_on_is_refused(string data, string prepare, string window, string expected)
    {
        InputException error = Assert.ThrowsAny<InputException>(() => Forecaster.Create(SmallSeries.Recipe(
            data, prepare, $"{{length: 14, {window}, strategy: recursive}}")).Plan(_series));
        Assert.Contains("window.strategy", error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_recursive_network_has_a_head_of_one_row()
    {
        InputException error = Assert.ThrowsAny<InputException>(() => Forecaster.Create(SmallSeries.Recipe(
            window: "{length: 14, horizon: 4, strategy: recursive}", model: "[{gru: 4}, {dense: 4}]")).Plan(_series));
        Assert.Contains("one row (window.strategy: recursive) is 1", error.Message, StringComparison.Ordinal);

        Forecaster steps = Forecaster.For("load").Past(14).Ahead(4).Strategy(ForecastStrategy.Recursive);
        steps.Plan(_series);
        Assert.Equal(1, steps.Networks[0].OutputShape.Features);
    }

    [Theory]
    [InlineData("[{lstm: 6}, {dense: 1}]", "", "mean-absolute-error", "calendar: day-of-week")]
    [InlineData(Attending, "", "gaussian-likelihood", "scale: standard")]
    [InlineData("[{gru: 6}, {dense: 1}]", ", scheduled-sampling: 0.5", "mean-absolute-error", "scale: standard")]
    public void A_decoder_is_evaluated_by_its_own_rows(string model, string sampling, string loss, string step)
    {
        string scale = step.StartsWith("scale", StringComparison.Ordinal) ? "" : ", scale: {method: standard, columns: load}";
        Forecaster forecaster = Forecaster.Create(SmallSeries.Recipe(
            prepare: $"{{steps: [{step}{scale}]}}",
            window: $"{{length: 10, horizon: 5, strategy: sequence-to-sequence{sampling}}}", model: model,
            train: $"{{loss: {loss}, learning-rate: 0.01, epochs: 4, seed: 3}}"));
        ForecastEvaluation test = forecaster.Fit(_series).Part("test");

        Assert.Equal(5, test.ByStep.Count);
        Prediction first = test.Forecasts[^5];
        int known = _series[0].Frame.Time.IndexAtOrAfter(first.Time);
        SeriesForecast expected = forecaster.Forecast(SeriesSet.Of(_series[0].Frame.Slice(0, known)))[0];
        Assert.Equal(
            expected.Points.Select(point => point.Value),
            test.Forecasts.Skip(test.Forecasts.Count - 5).Select(forecast => forecast.Forecast),
            (ahead, evaluated) => Math.Abs(ahead - evaluated) < 1e-4);
        Assert.Equal(7, forecaster.Forecast(_series, 7)[0].Points.Count);
    }

    [Fact]
    public void A_decoder_learns_a_wave_and_its_paths_go_on_from_themselves()
    {
        Forecaster forecaster = Forecaster.Create(SmallSeries.Recipe(
            prepare: "{steps: [scale: standard]}", window: "{length: 14, horizon: 7, strategy: sequence-to-sequence}",
            model: "[{gru: 12}, {dense: 2}]", train: "{loss: gaussian-likelihood, learning-rate: 0.02, epochs: 40, seed: 3}"));
        ForecastEvaluation test = forecaster.Fit(_series).Part("test");

        Assert.True(test.Model["mae"] < 0.4 * test.Baseline("naive")["mae"], $"{test.Model["mae"]}");
        IReadOnlyList<SampledPath> paths = forecaster.Sample(_series, 20);
        Assert.Equal(20, paths.Select(path => path.Points[6].Value).Distinct().Count());
        Assert.Equal(paths[3].Points, forecaster.Sample(_series, 20)[3].Points);
    }

    [Theory]
    [InlineData("[{lstm: 6}, {dense: 1}]", "{steps: [scale: standard]}", true)]
    [InlineData("[{gru: 6}, {gru: 5}, {dropout: 0.2}, {dense: 1}]", "{steps: [{calendar: day-of-week}, {scale: standard}]}", true)]
    [InlineData("[{gru: 8}, {multi-head-attention: {num-heads: 2, key-dim: 4}}, {dense: 1}]", "{steps: [scale: standard]}", true)]
    [InlineData("[{gru: 8}, {additive-attention: 4}, {dense: 1}]", "{steps: [scale: standard]}", true)]
    [InlineData("[{gru: 6}, {conv1d: {filters: 4, kernel-size: 3, padding: same}}, {dense: 1}]", "{steps: [scale: standard]}", false)]
    public void A_decoder_that_is_run_row_by_row_writes_the_same_as_one_that_is_run_anew_for_each(
        string model, string prepare, bool isStepped)
    {
        Forecaster forecaster = Forecaster.Create(SmallSeries.Recipe(
            prepare: prepare, window: "{length: 10, horizon: 5, strategy: sequence-to-sequence}", model: model,
            train: "{epochs: 2, ensemble: 2, seed: 3}"));
        forecaster.Fit(_series);
        double[] stepped = [.. forecaster.Evaluate(_series).Forecasts.Select(forecast => forecast.Forecast)];

        foreach (Models.Model network in forecaster.Networks)
        {
            Assert.Equal(isStepped, network.Metadata.Remove("sequence-network.steps"));
        }

        double[] anew = [.. forecaster.Evaluate(_series).Forecasts.Select(forecast => forecast.Forecast)];
        Assert.Equal(anew, stepped, (expected, actual) => Math.Abs(expected - actual) < 1e-4);
    }

    [Theory]
    [InlineData("[flatten, {dense: 1}]", "{steps: [scale: standard]}", "mean-absolute-error")]
    [InlineData("[{gru: {units: 4, name: past}}, {dense: 2}]", "{steps: [scale: standard, calendar: day-of-week]}", "gaussian-likelihood")]
    public void Each_row_may_have_a_network_of_its_own(string model, string prepare, string loss)
    {
        Forecaster forecaster = Forecaster.Create(SmallSeries.Recipe(
            prepare: prepare, window: "{length: 10, horizon: 4, strategy: direct-each}", model: model,
            train: $"{{loss: {loss}, learning-rate: 0.01, epochs: 5, seed: 3}}"));
        ForecastEvaluation test = forecaster.Fit(_series).Part("test");
        using TemporaryFolder folder = new();
        forecaster.Save(folder.Path);

        Assert.Equal(4, test.ByStep.Count);
        Assert.Equal(forecaster.Forecast(_series)[0].Points, Forecaster.Load(folder.Path).Forecast(_series)[0].Points);
        Assert.Equal(7, forecaster.Forecast(_series, 7)[0].Points.Count);
        Assert.Equal(2, forecaster.Forecast(_series)[0].Points[3].Intervals.Count);
    }

    [Fact]
    public void The_networks_of_rows_share_no_weight()
    {
        Forecaster forecaster = Forecaster.Create(SmallSeries.Recipe(
            window: "{length: 10, horizon: 4, strategy: direct-each}", model: "[flatten, {dense: 3}, {dense: 1}]"));
        ForecastPlan plan = forecaster.Plan(SeriesSet.Of(SmallSeries.Create()));
        Models.Model network = forecaster.Networks[0];
        float[] before = Ensemble.Outputs(network, plan.TestWindows, 1), weights = network.GetWeights();

        // The last weight is the bias of the last row's network.
        Assert.Equal(4 * ((10 * 3) + 3 + 3 + 1), weights.Length);
        weights[^1] += 1;
        network.SetWeights(weights);
        float[] after = Ensemble.Outputs(network, plan.TestWindows, 1);
        Assert.All(Enumerable.Range(0, before.Length), i => Assert.Equal(before[i] + (i % 4 == 3 ? 1 : 0), after[i], 1e-5f));
    }

    [Fact]
    public void Each_network_learns_what_it_would_alone()
    {
        // A network of one row, with a gap before it, is the same as that of the same row among others: for the same weights, the loss of
        // the others adds nothing to its gradients but a factor, which Adam takes away.
        string train = "{loss: mean-squared-error, learning-rate: 0.01, epochs: 30, batch-size: 16, seed: 3, shuffle: false}";
        ForecastEvaluation together = Forecaster.Create(SmallSeries.Recipe(
            window: "{length: 10, horizon: 2, strategy: direct-each}", model: "[flatten, {dense: {units: 1, kernel-initializer: zeros}}]",
            train: train)).Fit(_series).Part("test");
        ForecastEvaluation alone = Forecaster.Create(SmallSeries.Recipe(
            window: "{length: 10, horizon: 1, gap: 1}", model: "[flatten, {dense: {units: 1, kernel-initializer: zeros}}]",
            train: train)).Fit(_series).Part("test");
        Assert.Equal(alone.Model["mae"], together.ByStep[1]["mae"], 0.03 * alone.Model["mae"]);
    }

    [Fact]
    public void A_graph_may_place_what_its_decoder_goes_on_from()
    {
        Forecaster forecaster = Forecaster.Create(SmallSeries.Recipe(
            window: "{length: 10, horizon: 3, strategy: sequence-to-sequence}",
            model: "[{gru: {units: 4, return-state: true, name: past}}, " +
                "{gru: {units: 4, return-sequences: true, from: [previous, past.1], name: writer}}, {dense: {units: 1, from: writer}}]",
            train: "{epochs: 2}"));
        Assert.Equal(3, forecaster.Fit(_series).Part("test").ByStep.Count);
        Assert.Equal(["input", "previous"], forecaster.Networks[0].InputNames);
    }

    [Theory]
    [InlineData("{length: 10, horizon: 3, strategy: sequence-to-sequence}", "[flatten, {dense: 3}]", "of the recurrent layers of a chain")]
    [InlineData("{length: 10, horizon: 3, strategy: sequence-to-sequence}", "[{gru: 4}, {dense: 3}]", "dense: 1")]
    [InlineData("{length: 10, horizon: 3, strategy: sequence-to-sequence}", "[{gru: 4}, flatten, {dense: 3}]", "dense: 1")]
    [InlineData("{length: 10, horizon: 3, strategy: direct-each}", "[{gru: 4}, {dense: 3}]", "dense: 1")]
    [InlineData("{length: 10, horizon: 3, scheduled-sampling: 0.5}", "[{gru: 4}, {dense: 3}]", "window.scheduled-sampling")]
    [InlineData("{length: 10, horizon: 3}", "[{gru: {units: 4, from: previous}}, {dense: 3}]", "window.strategy: sequence-to-sequence")]
    public void What_is_no_decoder_is_refused(string window, string model, string expected)
    {
        InputException error = Assert.ThrowsAny<InputException>(
            () => Forecaster.Create(SmallSeries.Recipe(window: window, model: model)).Plan(_series));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }
}
