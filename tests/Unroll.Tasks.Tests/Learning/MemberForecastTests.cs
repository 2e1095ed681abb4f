using System.Text.Json;
using Unroll.Series.Frames;
using Unroll.Tasks.Forecasting;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;
using Unroll.Tasks.Runs;
using Unroll.Tasks.Tests.Forecasting;
using Unroll.Training;

namespace Unroll.Tasks.Tests.Learning;

/// <summary>Ensembles of whole recipes that forecast, each member with its own preparation, windows and network.</summary>
public sealed class MemberForecastTests : IDisposable
{
    private const string Three = """
        name: three
        data: {file: small.csv, target: load}
        window: {length: 14, horizon: 2}
        split: {train: 0.5, validation: 0.25, test: 0.25}
        train: {epochs: 4, learning-rate: 0.01}
        members:
          - {name: gru, model: [{gru: 6}, {dense: 2}]}
          - {name: log, weight: 2, window: {length: 21}, prepare: {steps: [log, {scale: standard}]}, model: [flatten, {dense: 2}]}
          - {model: [flatten, {dense: 2}], train: {loss: mean-absolute-error}}

        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Forecasts_are_the_mean_of_the_members_by_weight()
    {
        (Forecaster ensemble, TrainingRun run) = Fit(Three);
        ForecastEvaluation test = run.Part("test");
        ForecastEvaluation[] members = [.. test.Members.Select(member => (ForecastEvaluation)member.Value)];

        Assert.Equal(["gru", "log", "member 3"], test.Members.Select(member => member.Key));
        Assert.Equal(3, ensemble.Networks.Count);
        for (int i = 0; i < test.Forecasts.Count; i++)
        {
            Assert.Equal(
                (members[0].Forecasts[i].Forecast + (2 * members[1].Forecasts[i].Forecast) + members[2].Forecasts[i].Forecast) / 4,
                test.Forecasts[i].Forecast, 1e-9);
            Assert.Equal(test.Forecasts[i].Time, members[1].Forecasts[i].Time);
        }

        Assert.Equal(
            test.Forecasts.Average(forecast => Math.Abs(forecast.Actual - forecast.Forecast)), test.Model["mae"], 1e-9);
        using JsonDocument metrics = JsonDocument.Parse(MetricsDocument.Of(run));
        Assert.Equal(
            members[1].Model["mae"],
            metrics.RootElement.GetProperty("test").GetProperty("members").GetProperty("log").GetProperty("mae").GetDouble(), 1e-6);
        Assert.Equal(3, metrics.RootElement.GetProperty("networks").GetInt32());
    }

    [Fact]
    public void The_first_member_is_trained_as_the_recipe_alone_would_be()
    {
        Forecaster alone = Forecaster.Create(RecipeReader.Parse(
            Three[..Three.IndexOf("members:", StringComparison.Ordinal)] + "model: [{gru: 6}, {dense: 2}]\n", "alone.yaml"));
        TrainingRun single = alone.Fit(SmallSeries.Create());

        Assert.Equal(single.Test.Model["mae"], Fit(Three).Run.Test.Members[0].Value.Model["mae"]);
    }

    [Fact]
    public void The_median_is_that_of_the_members()
    {
        ForecastEvaluation test = Fit(Three.Edit("weight: 2, ", "") + "combine: median\n").Run.Part("test");
        ForecastEvaluation[] members = [.. test.Members.Select(member => (ForecastEvaluation)member.Value)];
        for (int i = 0; i < test.Forecasts.Count; i++)
        {
            Assert.Equal(members.Select(member => member.Forecasts[i].Forecast).Order().ElementAt(1), test.Forecasts[i].Forecast, 1e-9);
        }
    }

    [Fact]
    public void Intervals_are_calibrated_on_the_errors_of_the_ensemble()
    {
        (_, TrainingRun run) = Fit(Three + "intervals: {levels: [0.8], adaptive: false}\n");
        double[] errors = [.. run.Part("validation").Forecasts.Where(forecast => forecast.Step == 2)
            .Select(forecast => Math.Abs(forecast.Actual - forecast.Forecast)).Order()];
        double reach = errors[(int)Math.Ceiling((errors.Length + 1) * 0.8) - 1];

        Assert.All(run.Part("test").Forecasts.Where(forecast => forecast.Step == 2), forecast =>
        {
            Assert.Equal(forecast.Forecast - reach, forecast.Interval(0.8)!.Value.Lower, 1e-4);
            Assert.Equal(forecast.Forecast + reach, forecast.Interval(0.8)!.Value.Upper, 1e-4);
        });
    }

    [Theory]
    [InlineData("log, {scale: standard}")]
    [InlineData("log, {difference: 1}, {scale: standard}")]
    public void Behind_a_logarithm_of_all_members_intervals_are_ratios(string steps)
    {
        (Forecaster ensemble, TrainingRun run) = Fit($$"""
            name: two
            data: {file: small.csv, target: load}
            prepare: {steps: [{{steps}}]}
            window: {length: 14, horizon: 2}
            split: {train: 0.5, validation: 0.25, test: 0.25}
            intervals: {levels: [0.8], adaptive: false}
            train: {epochs: 4, learning-rate: 0.01}
            members: [{model: [{gru: 6}, {dense: 2}]}, {window: {length: 21}, model: [flatten, {dense: 2}]}]

            """);
        double[] ratios = [.. run.Part("validation").Forecasts.Where(forecast => forecast.Step == 2)
            .Select(forecast => Math.Abs(Math.Log(forecast.Actual / forecast.Forecast))).Order()];
        double reach = ratios[(int)Math.Ceiling((ratios.Length + 1) * 0.8) - 1];
        Assert.All(run.Part("test").Forecasts.Where(forecast => forecast.Step == 2), forecast =>
        {
            Assert.Equal(reach, Math.Log(forecast.Interval(0.8)!.Value.Upper / forecast.Forecast), 1e-5);
            Assert.Equal(reach, Math.Log(forecast.Forecast / forecast.Interval(0.8)!.Value.Lower), 1e-5);
        });
        ForecastPoint point = ensemble.Forecast(SmallSeries.Create())[1];
        Assert.Equal(reach, Math.Log(point.Interval(0.8)!.Value.Upper / point.Value), 1e-5);
    }

    [Fact]
    public void A_run_that_is_taken_up_forecasts_and_evaluates_the_same()
    {
        (Forecaster ensemble, TrainingRun run) = Fit(Three);
        ensemble.Save(_folder.Path);
        Forecaster loaded = Forecaster.Load(_folder.Path);

        IReadOnlyList<ForecastPoint> expected = ensemble.Forecast(SmallSeries.Create()), points = loaded.Forecast(SmallSeries.Create());
        Assert.Equal(expected, points);
        Assert.Equal(2, points[0].Intervals.Count);
        Assert.InRange(points[0].Value, points[0].Interval(0.8)!.Value.Lower, points[0].Interval(0.8)!.Value.Upper);
        ForecastEvaluation again = loaded.Evaluate(SmallSeries.Create());
        Assert.Equal(run.Test.Model["mae"], again.Model["mae"], 1e-9);
        Assert.Equal(
            run.Test.Members.Select(member => member.Value.Model["mae"]), again.Members.Select(member => member.Value.Model["mae"]));

        // Beyond the horizon, each member goes on from its own forecasts.
        Assert.Equal(7, loaded.Forecast(SmallSeries.Create(), 7).Count);
        Assert.Single(loaded.Forecast(SmallSeries.Create(), 1));
    }

    [Fact]
    public void Quantiles_are_those_that_all_members_forecast()
    {
        (Forecaster ensemble, TrainingRun run) = Fit(Three
            .Edit("[{gru: 6}, {dense: 2}]}", "[{gru: 6}, {dense: 6}], train: {loss: {quantile: [0.1, 0.5, 0.9]}}}")
            .Edit("{dense: 2}]}\n", "{dense: 10}], train: {loss: {quantile: [0.05, 0.1, 0.5, 0.9, 0.95]}}}\n")
            .Edit("{dense: 2}], train: {loss: mean-absolute-error}}", "{dense: 4}], train: {loss: gaussian-likelihood}}"));
        ForecastEvaluation test = run.Part("test");
        Assert.Equal([0.1, 0.5, 0.9], test.QuantileLevels);
        ForecastEvaluation[] members = [.. test.Members.Select(member => (ForecastEvaluation)member.Value)];
        double Of(int member, int at, double level) =>
            members[member].Forecasts[at].Quantiles[members[member].QuantileLevels.ToList().IndexOf(level)];
        Assert.Equal((Of(0, 5, 0.9) + (2 * Of(1, 5, 0.9)) + Of(2, 5, 0.9)) / 4, test.Forecasts[5].Quantiles[2], 1e-9);
        Assert.Equal(3, ensemble.Forecast(SeriesSet.Of(SmallSeries.Create()))[0].Quantiles.Count);
        Assert.True(double.IsFinite(test.Model["crps"]));
    }

    [Fact]
    public void Paths_are_drawn_from_the_members_by_weight()
    {
        Forecaster ensemble = Fit(Three.Edit(
            "  - {model: [flatten, {dense: 2}], train: {loss: mean-absolute-error}}\n", "")
            .Edit("{name: gru, model: [{gru: 6}, {dense: 2}]}", "{name: gru, model: [{gru: 6}, {dense: 4}]}")
            .Edit("model: [flatten, {dense: 2}]}\n", "model: [flatten, {dense: 4}]}\n")
            .Edit("train: {epochs: 4", "train: {loss: gaussian-likelihood, epochs: 4")).Ensemble;
        IReadOnlyList<SampledPath> paths = ensemble.Sample(SeriesSet.Of(SmallSeries.Create()), 400);
        double mean = ensemble.Forecast(SmallSeries.Create())[0].Value;

        // The mean of a mixture is the weighted mean of its parts.
        double[] first = [.. paths.Select(path => path.Points[0].Value)];
        double deviation = Math.Sqrt(first.Average(value => Math.Pow(value - first.Average(), 2)));
        Assert.InRange(first.Average(), mean - (4 * deviation / 20), mean + (4 * deviation / 20));

        InputException error = Assert.ThrowsAny<InputException>(
            () => Fit(Three).Ensemble.Sample(SeriesSet.Of(SmallSeries.Create()), 2));
        Assert.Contains("distribution", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Members_forecast_the_rows_that_all_of_them_can()
    {
        // The first shop has 63 rows before its test part, fewer than the longer window.
        string panel = """
            name: panel
            data: {file: shops.csv, target: load, id: shop}
            window: {length: 7, horizon: 1, test-stride: 2}
            split: {train: 0.6, validation: 0.1, test: 0.3}
            train: {epochs: 2}
            members:
              - {model: [flatten, {dense: 1}]}
              - {window: {length: 70}, model: [flatten, {dense: 1}]}

            """;
        SeriesSet shops = Panel.Create(4);
        ForecastEvaluation test = Fit(panel, shops).Run.Part("test");
        ForecastEvaluation shorter = Forecaster.Create(RecipeReader.Parse(
            panel[..panel.IndexOf("members", StringComparison.Ordinal)] + "model: [flatten, {dense: 1}]\n",
            "shorter.yaml")).Fit(shops).Part("test");

        (string, DateTime)[] expected = [.. shorter.Forecasts
            .Where(forecast => shops[0].Frame.Time.IndexAtOrAfter(forecast.Origin) >= 69)
            .Select(forecast => (forecast.Series, forecast.Origin))];
        Assert.True(expected.Length < shorter.Samples);
        Assert.Equal(expected, test.Forecasts.Select(forecast => (forecast.Series, forecast.Origin)));
        Assert.All(test.Members, member => Assert.Equal(test.Samples, member.Value.Samples));
        Assert.Equal(test.Members[0].Value.Model["mae"], Mean(shorter.Forecasts.Where(
            forecast => expected.Contains((forecast.Series, forecast.Origin)))), 1e-9);

        static double Mean(IEnumerable<Prediction> forecasts) =>
            forecasts.Average(forecast => Math.Abs(forecast.Actual - forecast.Forecast));
    }

    [Fact]
    public void Each_test_of_a_walk_forward_is_averaged_and_members_are_told_over_all()
    {
        TrainingRun run = Fit(Three.Edit(
            "{train: 0.5, validation: 0.25, test: 0.25}",
            "{by: walk-forward, folds: 2, train: 100 rows, validation: 40 rows, test: 40 rows}")).Run;
        Assert.Equal(2, run.Folds.Count);
        Assert.Equal(6, run.NetworkCount);
        Assert.Equal(6, run.Histories.Count);
        Assert.Equal(3, run.Test.Members.Count);
        Assert.Equal(
            run.Folds.Average(fold => fold.Members[1].Value.Model["mae"]), run.Test.Members[1].Value.Model["mae"], 1e-9);
    }

    [Fact]
    public void All_members_are_trained_anew_on_all_data()
    {
        (Forecaster ensemble, TrainingRun run) = Fit(Three.Edit("train: {epochs: 4", "train: {fit-on-all: true, epochs: 4"));
        Assert.Equal(3, run.Final!.Epochs.Count);
        Assert.Equal(
            run.Histories.Select(history => history.BestEpoch!.Value), run.Final.Epochs);
        Assert.Equal(2, ensemble.Forecast(SmallSeries.Create())[0].Intervals.Count);
        Assert.NotEqual(ensemble.Networks[1].GetWeights(), Fit(Three).Ensemble.Networks[1].GetWeights());
    }

    [Fact]
    public void What_a_classical_member_refuses_is_told_before_a_network_is_trained()
    {
        string recipe = Three.Edit(
            "model: [flatten, {dense: 2}], train: {loss: mean-absolute-error}", "model: {nearest-neighbors: {neighbors: 9000}}");
        EpochCounter epochs = new();

        InputException refused = Assert.ThrowsAny<InputException>(
            () => Forecaster.Create(RecipeReader.Parse(recipe, "three.yaml"))
                .Fit(SmallSeries.Create(), new LearnerOptions { Callbacks = [epochs] }));

        Assert.Contains("field members[3].model: neighbors is 9000, but there are ", refused.Message, StringComparison.Ordinal);
        Assert.Equal(0, epochs.Count);
    }

    private static (Forecaster Ensemble, TrainingRun Run) Fit(string recipe, SeriesSet? series = null)
    {
        Forecaster ensemble = Forecaster.Create(RecipeReader.Parse(recipe, "three.yaml"));
        return (ensemble, ensemble.Fit(series ?? SeriesSet.Of(SmallSeries.Create())));
    }

    private sealed class EpochCounter : Callback
    {
        public int Count { get; private set; }

        public override void OnEpochEnd(TrainingContext context) => Count++;
    }
}
