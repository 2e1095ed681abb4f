using System.Text.Json.Nodes;
using Unroll.Analysis.Models;
using Unroll.Layers;
using Unroll.Models;
using Unroll.Series.Frames;
using Unroll.Tasks.Forecasting;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;
using Unroll.Tasks.Runs;
using Unroll.Tasks.Tests.Classification;
using Unroll.Tasks.Tests.Forecasting;

namespace Unroll.Tasks.Tests.Learning;

/// <summary>Networks that are trained anew on training and validation part together, before the test part is evaluated.</summary>
public sealed class RefitTests
{
    private const string Train = "{learning-rate: 0.05, epochs: 12, seed: 3, early-stopping: {patience: 3}";
    private const string Walk = "{by: walk-forward, train: 0.4, validation: 0.1, test: 0.2, folds: 2}";

    [Fact]
    public void The_test_is_that_of_networks_of_both_parts_for_as_many_epochs()
    {
        (Forecaster forecaster, TrainingRun run) = Fit(SmallSeries.Recipe(train: Train.Edit("12", "60") + ", refit: true}"));
        (Forecaster both, TrainingRun expected) = Fit(SmallSeries.Recipe(
            split: "{train: 0.8, test: 0.2}", train: $"{{learning-rate: 0.05, epochs: {run.History.BestEpoch}, seed: 3}}"));

        Assert.NotEqual(run.History.BestEpoch, run.History.Epochs.Count);
        Assert.Equal([run.History.BestEpoch!.Value], run.Refit!.Epochs);
        Assert.Equal(expected.Parts[0], run.Refit.Data);
        Assert.Equal(both.Networks[0].GetWeights(), forecaster.Networks[0].GetWeights());
        Assert.Equal(Values(expected.Test), Values(run.Test));
    }

    [Fact]
    public void The_validation_is_that_of_the_networks_before_and_the_run_says_so()
    {
        using TemporaryFolder folder = new();
        (Forecaster forecaster, TrainingRun run) = Fit(SmallSeries.Recipe(train: Train + ", refit: true}"));
        (Forecaster plain, TrainingRun before) = Fit(SmallSeries.Recipe(train: Train + "}"));

        Assert.Null(before.Refit);
        Assert.NotEqual(plain.Networks[0].GetWeights(), forecaster.Networks[0].GetWeights());
        Assert.NotEqual(Values(before.Test), Values(run.Test));
        Assert.Equal(Values(before.Test), Values(run.Refit!.Before));
        Assert.Equal(Values(before.Validation!), Values(run.Validation!));
        Assert.Equal(before.Parts, run.Parts);

        RunFolder.Write(folder.Path, run, forecaster);
        JsonNode metrics = JsonNode.Parse(File.ReadAllText(Path.Combine(folder.Path, RunFolder.MetricsFile)))!;
        Assert.Equal(run.History.BestEpoch, metrics["refit"]!["epochs"]![0]!.GetValue<int>());
        Assert.Equal(run.Parts[0].Samples + run.Parts[1].Samples, metrics["refit"]!["samples"]!.GetValue<int>());
        Assert.Equal(before.Test.Model["mae"], metrics["refit"]!["test_before"]!["mae"]!.GetValue<double>(), 1e-6);
        Assert.Equal(
            forecaster.Forecast(SmallSeries.Create())[0], Forecaster.Load(folder.Path).Forecast(SmallSeries.Create())[0]);
    }

    [Theory]
    [InlineData("{steps: [scale: standard]}")]
    [InlineData("{steps: [difference: 1, scale: standard]}")]
    public void Intervals_are_as_wide_as_the_errors_of_the_networks_before(string prepare)
    {
        TrainingRun run = Fit(SmallSeries.Recipe(prepare: prepare, train: Train + ", refit: true}")
            .With(ForecastTask.Intervals, new IntervalRecipe { Adaptive = false })).Run;
        double[] errors = [.. run.Part("validation").Forecasts.Select(forecast => Math.Abs(forecast.Actual - forecast.Forecast)).Order()];
        double reach = errors[(int)Math.Ceiling((errors.Length + 1) * 0.8) - 1];

        Assert.All(run.Part("test").Forecasts, forecast =>
            Assert.Equal(forecast.Forecast + reach, forecast.Interval(0.8)!.Value.Upper, 1e-3));
    }

    [Fact]
    public void Intervals_go_on_from_the_errors_of_the_new_networks_on_the_test_part()
    {
        (Forecaster forecaster, TrainingRun run) = Fit(SmallSeries.Recipe(train: Train + ", refit: true}"));
        Forecaster plain = Fit(SmallSeries.Recipe(train: Train + "}")).Forecaster;
        ForecastPoint point = forecaster.Forecast(SmallSeries.Create())[0];

        Assert.Equal(0.8, run.Part("test").Intervals[0].Level);
        Assert.NotEqual(Width(plain.Forecast(SmallSeries.Create())[0]), Width(point));

        static double Width(ForecastPoint point) => point.Interval(0.8)!.Value.Upper - point.Interval(0.8)!.Value.Lower;
    }

    [Fact]
    public void Measures_whose_units_the_training_part_gives_are_not_compared()
    {
        using TemporaryFolder folder = new();
        (Forecaster forecaster, TrainingRun run) = Fit(SmallSeries.Recipe(
            data: "{file: small.csv, target: [load, wind]}", model: "[{lstm: 8}, {dense: 2}]", train: "{epochs: 2, refit: true}"));
        RunFolder.Write(folder.Path, run, forecaster);
        JsonNode metrics = JsonNode.Parse(File.ReadAllText(Path.Combine(folder.Path, RunFolder.MetricsFile)))!;
        string before = metrics["refit"]!["test_before"]!.ToJsonString(), test = metrics["test"]!.ToJsonString();

        Assert.NotEqual(run.Refit!.Before.Baseline("naive")["mase"], run.Test.Baseline("naive")["mase"]);
        Assert.All(["mase", "rmsse", "scaled_mse", "scaled_mae"], (string name) =>
        {
            Assert.Contains($"\"{name}\"", test, StringComparison.Ordinal);
            Assert.DoesNotContain($"\"{name}\"", before, StringComparison.Ordinal);
        });
        Assert.Contains("\"rmse\"", before, StringComparison.Ordinal);

        // Several targets are judged by their mean MASE, a single one by the MAPE or MAE.
        TrainingRun single = Fit(SmallSeries.Recipe(train: "{epochs: 2, refit: true}")).Run;
        Assert.Null(run.Refit.ScoreBefore(run.Test));
        Assert.Equal(single.Test.Comparison.Score!.Name, single.Refit!.ScoreBefore(single.Test)!.Name);
    }

    [Fact]
    public void Networks_on_all_data_follow_with_the_same_epochs()
    {
        (Forecaster all, TrainingRun run) = Fit(SmallSeries.Recipe(train: Train + ", refit: true, fit-on-all: true}"));
        Forecaster alone = Fit(SmallSeries.Recipe(train: Train + ", fit-on-all: true}")).Forecaster;

        Assert.Equal(run.Refit!.Epochs, run.Final!.Epochs);
        Assert.Equal(alone.Networks[0].GetWeights(), all.Networks[0].GetWeights());
    }

    [Fact]
    public void Each_fold_of_a_walk_forward_is_trained_anew()
    {
        TrainingRun run = Fit(SmallSeries.Recipe(split: Walk, train: "{learning-rate: 0.02, epochs: 3, seed: 3, refit: true}")).Run;
        TrainingRun plain = Fit(SmallSeries.Recipe(split: Walk, train: "{learning-rate: 0.02, epochs: 3, seed: 3}")).Run;

        Assert.Equal(2, run.Refit!.Epochs.Count);
        Assert.Equal(Values(plain.Test), Values(run.Refit.Before));
        Assert.All(run.Folds.Zip(plain.Folds), pair => Assert.NotEqual(Values(pair.Second), Values(pair.First)));
        Assert.Equal(plain.Test.Samples, run.Test.Samples);
    }

    [Theory]
    [InlineData("{train: 0.6, validation: 0.2, test: 0.2, embargo: 5}", SmallSeries.Rows - 48 - 5 - 14)]
    [InlineData("{train: 2020-01-01..2020-05-01, validation: 2020-05-20..2020-06-30, test: 2020-07-01..2020-08-27}", 122 - 14 + 42)]
    public void Rows_between_the_parts_are_learned_from_where_an_embargo_left_them_out(string split, int windows)
    {
        TrainingRun run = Fit(SmallSeries.Recipe(split: split, train: "{epochs: 1, refit: true}")).Run;

        Assert.Equal(windows, run.Refit!.Data.Samples);
    }

    [Fact]
    public void Members_are_trained_anew_together()
    {
        const string Two = """
            name: two
            data: {file: small.csv, target: load}
            window: {length: 14}
            split: {train: 0.6, validation: 0.2, test: 0.2}
            train: {epochs: 3, refit: true}
            members:
              - {name: line, model: [flatten, {dense: 1}]}
              - {name: log, prepare: {steps: [log]}, window: {length: 7}, model: [flatten, {dense: 1}]}
              - {name: classical, model: ridge}

            """;
        TrainingRun run = Fit(RecipeReader.Parse(Two, "two.yaml")).Run;
        TrainingRun plain = Fit(RecipeReader.Parse(Two.Edit(", refit: true", ""), "two.yaml")).Run;

        Assert.Equal(3, run.Refit!.Epochs.Count);
        Assert.Equal(["line", "log", "classical"], run.Test.Members.Select(member => member.Key));
        Assert.All(run.Test.Members.Zip(plain.Test.Members), pair => Assert.NotEqual(Values(pair.Second.Value), Values(pair.First.Value)));
        Assert.Equal(Values(plain.Validation!), Values(run.Validation!));
    }

    [Fact]
    public void Classical_models_and_baselines_are_fitted_to_both_parts()
    {
        (Forecaster forecaster, TrainingRun run) = Fit(SmallSeries.Recipe(model: "theta\nbaselines: ridge", train: "{refit: true}"));
        Frame known = SmallSeries.Create().Slice(0, 192);
        double expected = new Theta().Fit(new ObservedSeries(known.Column("load").ToArray(), 7)).Forecast(1).Mean[0];
        TrainingRun both = Fit(SmallSeries.Recipe(
            model: "theta\nbaselines: ridge", split: "{train: 0.8, test: 0.2}", train: "{}")).Run;

        Assert.Equal(expected, forecaster.Forecast(known)[0].Value, 1e-3);
        Assert.Equal(both.Test.Baseline("ridge")["mae"], run.Test.Baseline("ridge")["mae"], 1e-9);
        Assert.NotEqual(run.Refit!.Before.Baseline("ridge")["mae"], run.Test.Baseline("ridge")["mae"]);
    }

    [Fact]
    public void Models_of_time_are_fitted_to_both_parts_across_a_gap_between_them()
    {
        (Forecaster forecaster, TrainingRun run) = Fit(SmallSeries.Recipe(
            split: "{train: 2020-01-01..2020-05-01, validation: 2020-05-20..2020-06-30, test: 2020-07-01..2020-08-27}",
            model: "theta", train: "{refit: true}"));
        Frame known = SmallSeries.Create().Slice(0, 182);
        double expected = new Theta().Fit(new ObservedSeries(known.Column("load").ToArray(), 7)).Forecast(1).Mean[0];

        Assert.NotEqual(run.Refit!.Before.Model["mae"], run.Test.Model["mae"]);
        Assert.Equal(expected, forecaster.Forecast(known)[0].Value, 1e-3);
    }

    [Fact]
    public void Epochs_are_said_of_networks_alone()
    {
        ToldEpochs told = new();
        Recipe recipe = SmallSeries.Recipe(model: "theta", train: "{refit: true, fit-on-all: true}");
        TrainingRun run = Forecaster.Create(recipe).Fit(SmallSeries.Create(), options: new LearnerOptions { Progress = told });

        Assert.Equal([[], []], told.Epochs);
        Assert.DoesNotContain("epoch", run.Refit!.Summary, StringComparison.Ordinal);
        Assert.Equal("", FinalTraining.Describe(run.Final!.Epochs, ", for "));
        Assert.Equal(", for 3, 1 epoch", FinalTraining.Describe([3, 0, 1], ", for "));
    }

    [Fact]
    public void Without_a_validation_part_it_is_refused() => Assert.Contains(
        "train.refit: the split has no validation part",
        Assert.ThrowsAny<InputException>(
            () => SmallSeries.Recipe(split: "{train: 0.8, test: 0.2}", train: "{epochs: 2, refit: true}")).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Tasks_that_do_not_go_along_time_refuse_it() => Assert.Contains(
        "train.refit: the task classify cannot train on training and validation part before its test",
        Assert.ThrowsAny<InputException>(
            () => SmallSeriesSet.Recipe(SmallSeriesSet.Text.Edit("epochs: 12", "epochs: 2, refit: true"))).Message,
        StringComparison.Ordinal);

    [Fact]
    public void One_network_given_in_code_is_refused_before_it_is_trained()
    {
        Model network = new Sequential(new Input(14, 1), new Lstm(4), new Dense(1));
        float[] weights = network.GetWeights();
        Forecaster forecaster = Forecaster.Create(SmallSeries.Recipe(train: "{epochs: 2, refit: true}")).Network(network);

        Assert.Contains(
            "train.refit", Assert.ThrowsAny<InputException>(() => forecaster.Fit(SmallSeries.Create())).Message, StringComparison.Ordinal);
        Assert.Equal(weights, network.GetWeights());
    }

    private static (Forecaster Forecaster, TrainingRun Run) Fit(Recipe recipe)
    {
        Forecaster forecaster = Forecaster.Create(recipe);
        return (forecaster, forecaster.Fit(SmallSeries.Create()));
    }

    private static double[] Values(PartEvaluation part) => [.. part.Model.Select(score => score.Value)];

    private sealed class ToldEpochs : LearnerProgress
    {
        public List<IReadOnlyList<int>> Epochs { get; } = [];

        public override void OnRefitting(TaskPlan plan, int fold, IReadOnlyList<int> epochs) => Epochs.Add(epochs);

        public override void OnFittingOnAll(TaskPlan plan, IReadOnlyList<int> epochs) => Epochs.Add(epochs);
    }
}
