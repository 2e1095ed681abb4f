using Unroll.Catalogue;
using Unroll.Probability;
using Unroll.Series.Frames;
using Unroll.Tasks.Forecasting;
using Unroll.Tasks.Learning;

namespace Unroll.Tasks.Tests.Forecasting;

/// <summary>Forecast distributions in the unit of the file, and paths drawn from them.</summary>
public sealed class SampledPathTests
{
    private static readonly SeriesSet _series = SeriesSet.Of(SmallSeries.Create());

    [Theory]
    [InlineData("gaussian-likelihood", "scale: standard", 4, 2)]
    [InlineData("student-t-likelihood", "log: {}", 6, 3)]
    public void A_distribution_has_the_forecasts_quantiles(string loss, string step, int outputs, int parameters)
    {
        Forecaster forecaster = Trained(
            loss, step, $"{{length: 14, horizon: {outputs / parameters}}}", $"[{{gru: 8}}, {{dense: {outputs}}}]");
        SeriesForecast forecast = forecaster.Forecast(_series)[0];

        Assert.Equal(2, forecast.Distributions.Count);
        foreach (QuantileForecast quantile in forecast.Quantiles)
        {
            Assert.Equal(
                quantile.Points.Select(point => point.Value), forecast.Distributions.Select(steps => steps.Quantile(quantile.Level)),
                (expected, actual) => Math.Abs(expected - actual) < 1e-9 * Math.Abs(expected));
        }
    }

    [Fact]
    public void Distributions_of_differences_are_those_of_their_sums()
    {
        Forecaster forecaster = Trained("gaussian-likelihood", "difference: 1", "{length: 14, horizon: 4}", "[{gru: 8}, {dense: 8}]");
        IReadOnlyList<Distribution> steps = forecaster.Forecast(_series)[0].Distributions;

        Assert.All(steps, step => Assert.IsType<SampleDistribution>(step));
        Assert.True(steps[3].StandardDeviation > 1.3 * steps[0].StandardDeviation,
            $"{steps[3].StandardDeviation} after {steps[0].StandardDeviation}");
    }

    [Fact]
    public void Paths_of_one_step_go_on_from_themselves_and_those_of_several_do_not()
    {
        Forecaster single = Trained("gaussian-likelihood", "scale: standard", "{length: 14, horizon: 1}", "[{gru: 8}, {dense: 2}]");
        Forecaster three = Trained("gaussian-likelihood", "scale: standard", "{length: 14, horizon: 3}", "[{gru: 8}, {dense: 6}]");

        double[][] drawn = Values(single.Sample(_series, 300, 3));
        Distribution first = single.Forecast(_series)[0].Distributions[0];
        Assert.Equal(first.Mean, drawn.Average(path => path[0]), 0.25 * first.StandardDeviation);
        Assert.True(Math.Abs(Correlation(drawn)) > 0.2, $"{Correlation(drawn)}");
        Assert.True(Math.Abs(Correlation(Values(three.Sample(_series, 300)))) < 0.2);
    }

    [Fact]
    public void A_seed_gives_the_same_paths()
    {
        Forecaster forecaster = Trained("student-t-likelihood", "scale: standard", "{length: 14, horizon: 2}", "[{gru: 8}, {dense: 6}]");
        double[][] paths = Values(forecaster.Sample(_series, 5, 7, seed: 3));

        Assert.Equal(paths, Values(forecaster.Sample(_series, 5, 7, seed: 3)));
        Assert.Equal(paths, Values(forecaster.Sample(_series.Items[0].Frame, 5, 7, seed: 3)));
        Assert.NotEqual(paths, Values(forecaster.Sample(_series, 5, 7, seed: 4)));
        Assert.Equal(5, paths.Select(path => path[6]).Distinct().Count());
        PredictionTable table = forecaster.PredictTable(_series, Options(("samples", 5), ("seed", 3), ("horizon", 7)));
        Assert.Equal(["sample", "time", "load"], table.Columns);
        Assert.Equal(paths.SelectMany(path => path), table.Rows.Select(row => (double)row[2]!));
        Assert.Contains("independently", table.Notes.Single(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_loss_without_a_distribution_has_no_paths()
    {
        Forecaster forecaster = Forecaster.Create(SmallSeries.Recipe());
        forecaster.Fit(_series);
        InputException error = Assert.ThrowsAny<InputException>(() => forecaster.Sample(_series, 3));
        Assert.Contains("train.loss", error.Message, StringComparison.Ordinal);
        Assert.Empty(forecaster.Forecast(_series)[0].Distributions);
    }

    [Fact]
    public void The_score_of_an_evaluation_is_that_of_the_distributions()
    {
        Forecaster forecaster = Trained("gaussian-likelihood", "scale: standard", "{length: 14, horizon: 1}", "[{gru: 8}, {dense: 2}]");
        ForecastEvaluation test = (ForecastEvaluation)forecaster.Evaluate(_series);

        double sum = 0;
        foreach (Prediction prediction in test.Forecasts)
        {
            int end = _series[0].Frame.Time.IndexAtOrAfter(prediction.Time);
            sum += forecaster.Forecast(SeriesSet.Of(_series[0].Frame.Slice(0, end)))[0].Distributions[0].Crps(prediction.Actual);
        }

        Assert.Equal(sum / test.Forecasts.Count, test.Model["crps"], 1e-6);
    }

    private static SettingValues Options(params (string Name, int Value)[] options) => Unroll.Tasks.Running.PredictionOptions.Parse(
        ForecastTask.Instance, options.Select(option => KeyValuePair.Create(option.Name, FormattableString.Invariant($"{option.Value}"))));

    private static Forecaster Trained(string loss, string step, string window, string model)
    {
        Forecaster forecaster = Forecaster.Create(SmallSeries.Recipe(
            prepare: $"{{steps: [{step}{(step.StartsWith("scale", StringComparison.Ordinal) ? "" : ", scale: standard")}]}}",
            window: window, model: model, train: $"{{loss: {loss}, learning-rate: 0.01, epochs: 15, seed: 3}}"));
        forecaster.Fit(_series);
        return forecaster;
    }

    private static double[][] Values(IReadOnlyList<SampledPath> paths) =>
        [.. paths.Select(path => (double[])[.. path.Points.Select(point => point.Value)])];

    /// <summary>The correlation of the first and the second step over the paths.</summary>
    private static double Correlation(double[][] paths)
    {
        double x = paths.Average(path => path[0]), y = paths.Average(path => path[1]);
        double product = paths.Average(path => (path[0] - x) * (path[1] - y));
        return product / Math.Sqrt(
            paths.Average(path => (path[0] - x) * (path[0] - x)) * paths.Average(path => (path[1] - y) * (path[1] - y)));
    }
}
