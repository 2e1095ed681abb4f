using System.Globalization;
using System.Text.Json.Nodes;
using Unroll.Series.Frames;
using Unroll.Series.Samples;
using Unroll.Tasks.Explaining;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Learning.Sections;
using Unroll.Tasks.Recipes;
using Unroll.Tasks.Regression;
using Unroll.Tasks.Runs;

namespace Unroll.Tasks.Tests.Regression;

public class SequenceRegressorTests
{
    private static readonly SeriesSet _engines = SmallFleet.Engines();

    [Fact]
    public void Numbers_are_predicted_in_their_unit_and_better_than_by_the_baselines()
    {
        SequenceRegressor regressor = SequenceRegressor.Create(SmallFleet.Recipe());
        TrainingRun run = regressor.Fit(_engines);

        Assert.Equal([48, 16, 16], run.Parts.Select(part => part.Samples));
        Assert.Equal(["sensor"], run.InputNames);
        Assert.Equal(["mae", "rmse", "r2", "mape"], run.Test.Model.Select(score => score.Name));
        Assert.Equal(["mean", "median", "linear"], run.Test.Baselines.Select(baseline => baseline.Key));
        Assert.All(run.Test.Baselines, baseline => Assert.InRange(run.Test.Model["mae"], 0, 0.9 * baseline.Value["mae"]));
        Assert.InRange(run.Test.Model["r2"], 0.7, 1);
        RegressionEvaluation test = (RegressionEvaluation)run.Test;
        Assert.Equal(16, test.Series.Count);
        Assert.All(test.Series, prediction =>
            Assert.Equal(_engines.Items.Single(item => item.Id == prediction.Id).Frame.Column("left")[0], prediction.Actual));
        Assert.Equal(test.Series.Average(prediction => Math.Abs(prediction.Actual!.Value - prediction.Predicted)), test.Model["mae"], 9);
    }

    [Fact]
    public void The_last_known_value_of_a_series_is_its_target()
    {
        SeriesSet series = new([.. _engines.Items.Select(item => item with
        {
            Frame = item.Frame.With(
                "left", [.. Enumerable.Range(0, item.Frame.RowCount).Select(
                    t => t == item.Frame.RowCount - 2 ? item.Frame.Column("left")[0] : t == item.Frame.RowCount - 1 ? double.NaN : t)]),
        })]);

        TaskPlan plan = SequenceRegressor.Create(SmallFleet.Recipe()).Plan(_engines);
        TaskPlan other = SequenceRegressor.Create(SmallFleet.Recipe()).Plan(series);
        Assert.Equal(plan.Learned.ToJson().ToJsonString(), other.Learned.ToJson().ToJsonString());
    }

    [Fact]
    public void A_run_folder_takes_up_the_regressor_as_it_was()
    {
        using TemporaryFolder folder = new();
        SequenceRegressor regressor =
            SequenceRegressor.Create(SmallFleet.Recipe(SmallFleet.Text.Edit("epochs: 30", "epochs: 3, ensemble: 2")));
        TrainingRun run = regressor.Fit(_engines);
        RunFolder.Write(folder.Path, run, regressor);
        SeriesSet others = SmallFleet.Engines(9, seed: 8).Map(item => item.Frame.Select("sensor"));

        SequenceRegressor loaded = SequenceRegressor.Load(folder.Path);
        Assert.Equal(2, loaded.Networks.Count);
        Assert.Equal(regressor.Predict(others).Select(prediction => prediction.Predicted), loaded.Predict(others)
            .Select(prediction => prediction.Predicted));
        Assert.All(loaded.Predict(others), prediction => Assert.Null(prediction.Actual));
        RegressionEvaluation evaluation = regressor.Evaluate(_engines), again = loaded.Evaluate(_engines);
        Assert.Equal(evaluation.Model["mae"], again.Model["mae"]);
        Assert.Equal(evaluation.Baselines.Select(baseline => baseline.Value["rmse"]),
            again.Baselines.Select(baseline => baseline.Value["rmse"]));

        JsonNode metrics = JsonNode.Parse(File.ReadAllText(Path.Combine(folder.Path, "metrics.json")))!;
        Assert.Equal("regress", metrics["task"]!.GetValue<string>());
        Assert.Equal("flights", metrics["unit"]!.GetValue<string>());
        Assert.Equal(run.Test.Model["mae"], metrics["test"]!["mae"]!.GetValue<double>(), 1e-6);
        Assert.Equal(run.Test.Baselines[2].Value["mae"], metrics["baselines"]!["linear"]!["mae"]!.GetValue<double>(), 1e-6);
        string[] lines = File.ReadAllLines(Path.Combine(folder.Path, "predictions.csv"));
        Assert.Equal("part,id,actual,predicted,lower_80,upper_80", lines[0]);
        Assert.Equal(1 + 32, lines.Length);
    }

    [Fact]
    public void What_is_learned_does_not_depend_on_any_target_or_value_of_the_test_part()
    {
        Recipe recipe = SmallFleet.Recipe(SmallFleet.Text.Edit("epochs: 30", "epochs: 2"));
        SequenceRegressor regressor = SequenceRegressor.Create(recipe), other = SequenceRegressor.Create(recipe);
        HashSet<string> tested = [.. ((RegressionEvaluation)regressor.Fit(_engines).Test).Series.Select(prediction => prediction.Id)];
        other.Fit(new SeriesSet([.. _engines.Items.Select((item, index) => tested.Contains(item.Id)
            ? item with { Frame = item.Frame.With("left", [.. Enumerable.Repeat(1e5 + index, item.Frame.RowCount)])
                .With("sensor", [.. Enumerable.Repeat(1e3 - index, item.Frame.RowCount)]) }
            : item)]));

        Assert.Equal(regressor.Networks[0].Metadata["unroll.task"], other.Networks[0].Metadata["unroll.task"]);
        Assert.Equal(regressor.Networks[0].GetWeights(), other.Networks[0].GetWeights());
    }

    [Fact]
    public void The_target_is_no_input_even_where_all_numbers_are()
    {
        Recipe recipe = SmallFleet.Recipe(SmallFleet.Text.Edit(", channels: [sensor]", ""));
        SequenceRegressor regressor = SequenceRegressor.Create(recipe);
        regressor.Plan(_engines);

        Assert.Equal(["sensor", "double"], regressor.InputNames);
        Assert.Null(recipe.Task.ColumnsToRead(recipe));
    }

    [Fact]
    public void Several_targets_are_predicted_together()
    {
        Recipe recipe = SmallFleet.Recipe(SmallFleet.Text.Edit("target: left", "target: [left, double]")
            .Edit("dense: 1", "dense: 2"));
        SequenceRegressor regressor = SequenceRegressor.Create(recipe);
        TrainingRun run = regressor.Fit(_engines);

        RegressionEvaluation test = (RegressionEvaluation)run.Test;
        Assert.Equal(16, test.Samples);
        Assert.Equal(["part", "id", "target", "actual", "predicted", "lower_80", "upper_80"], test.Predictions.Columns.Prepend("part"));
        Assert.Equal((2 * test.Series[0].Actual!.Value) + 10, test.Series[1].Actual);
        Assert.InRange(test.Scores("double")["r2"], 0.6, 1);
        TargetScores other = Assert.Single(test.OtherTargets);
        Assert.Equal(("double", test.Scores("double")["mae"]), (other.Target, other.Model["mae"]));
        Assert.StartsWith("left, test", test.Title, StringComparison.Ordinal);
        Assert.Equal(
            "Of double: this run is worse than the baseline mean: its MAE is 3, that of mean 2.",
            new TargetScores("double", Of(3), [KeyValuePair.Create("mean", Of(2))]).Warning);
        SampleExplanation explained = regressor.Explain(_engines).Samples[0];
        Assert.Equal(("left", (int?)0), (explained.OutputName, explained.Map.OutputFeature));
        Assert.Equal("double", regressor.Explain(_engines, new() { Output = 1 }).Samples[0].OutputName);

        JsonNode metrics = JsonNode.Parse(MetricsDocument.Of(run))!;
        JsonNode further = metrics["test"]!["further_targets"]![0]!;
        Assert.Equal("double", further["target"]!.GetValue<string>());
        Assert.Equal(test.Scores("double")["mae"], further["mae"]!.GetValue<double>(), 1e-5);
        Assert.True(further["baselines"]!["mean"]!["mae"]!.GetValue<double>() > 0);

        static Scores Of(double error) => new([new Score("mae", "MAE", error)]);
    }

    [Fact]
    public void Quantiles_lie_in_order_around_the_truth()
    {
        Recipe recipe = SmallFleet.Recipe(SmallFleet.Text.Edit("dense: 1", "dense: 3")
            .Edit("epochs: 30", "epochs: 40, loss: {quantile: [0.1, 0.5, 0.9]}"));
        SequenceRegressor regressor = SequenceRegressor.Create(recipe);
        TrainingRun run = regressor.Fit(_engines);

        RegressionEvaluation test = (RegressionEvaluation)run.Test;
        Assert.Equal(["id", "actual", "predicted", "q0.1", "q0.5", "q0.9", "lower_80", "upper_80"], test.Predictions.Columns);
        Assert.All(test.Series, prediction => Assert.Equal(prediction.Quantiles[1].Value, prediction.Predicted));
        Assert.True(test.Series.Average(prediction => prediction.Quantiles[0].Value) < test.Series.Average(
            prediction => prediction.Quantiles[2].Value));
        JsonNode quantiles = JsonNode.Parse(MetricsDocument.Of(run))!["test"]!["quantiles"]!;
        Assert.Equal([0.1, 0.5, 0.9], quantiles.AsArray().Select(quantile => quantile!["quantile"]!.GetValue<double>()));
        Assert.InRange(quantiles[2]!["coverage"]!.GetValue<double>(), 0.5, 1);
    }

    [Theory]
    [InlineData("gaussian-likelihood", 2)]
    [InlineData("student-t-likelihood", 3)]
    [InlineData("poisson-likelihood", 1)]
    [InlineData("negative-binomial-likelihood", 2)]
    public void Distributions_give_a_mean_and_an_interval(string loss, int units)
    {
        Recipe recipe = SmallFleet.Recipe(SmallFleet.Text.Edit("dense: 1", $"dense: {units}")
            .Edit("epochs: 30", $"epochs: 20, clip-norm: 1, loss: {loss}"));
        SeriesSet counts = _engines.Map(item =>
            item.Frame.With("left", [.. item.Frame.Column("left").ToArray().Select(value => Math.Max(0, Math.Round((value - 900) / 40)))]));
        RegressionEvaluation test = (RegressionEvaluation)SequenceRegressor.Create(recipe).Fit(counts).Test;

        Assert.All(test.Series, prediction =>
            Assert.InRange(prediction.Predicted, prediction.Quantiles[0].Value - 1, prediction.Quantiles[2].Value + 1));
        Assert.All(test.Series, prediction => Assert.True(prediction.Quantiles[0].Value <= prediction.Quantiles[2].Value));
        Assert.InRange(test.Model["mae"], 0, test.Baselines[0].Value["mae"] * 1.1);
    }

    [Fact]
    public void Numbers_that_come_with_series_need_no_column()
    {
        SeriesSet series = new(
            [.. _engines.Items.Select(item => item with { Frame = item.Frame.Select("sensor"), Value = item.Frame.Column("left")[0] })]);
        Recipe recipe = SmallFleet.Recipe(SmallFleet.Text.Edit("target: left, ", "")
            .Edit("epochs: 30", "epochs: 2"));
        Recipe named = SmallFleet.Recipe(SmallFleet.Text.Edit("epochs: 30", "epochs: 2"));

        Assert.Equal(
            SequenceRegressor.Create(named).Fit(_engines).Test.Model["mae"],
            SequenceRegressor.Create(recipe).Fit(series).Test.Model["mae"]);
    }

    [Theory]
    [InlineData("split: {train", "split: {by: class, train", "field split.by", "Use group")]
    [InlineData("split: {train", "split: {by: walk-forward, train", "field split.by", "no moment divides")]
    [InlineData("target: left", "target: left, class: kind", "field data.class", "a regression has no classes")]
    [InlineData("target: left, channels: [sensor]", "target: left, channels: [left]", "field data.channels[1]",
        "the network would be given the answer")]
    [InlineData("target: left", "target: left, past-covariates: [other]", "field data.past-covariates", "data.channels")]
    [InlineData("epochs: 30", "epochs: 30, loss: binary-crossentropy", "field train.loss", "is a loss of classes")]
    [InlineData("epochs: 30", "epochs: 30, class-weights: balanced", "field train.class-weights", "task: classify")]
    [InlineData("model:", "window: {length: 3}\nmodel:", "field window", "belongs to task: forecast")]
    [InlineData("model:", "prepare: {steps: [detrend]}\nmodel:", "field prepare.steps[1]", "Use difference")]
    public void Recipes_that_cannot_be_learned_are_refused_with_line_and_field(string line, string instead, string field, string reason)
    {
        InputException error =
            Assert.ThrowsAny<InputException>(() => SmallFleet.Recipe(SmallFleet.Text.Edit(line, instead)));

        Assert.StartsWith("small.yaml, line ", error.Message, StringComparison.Ordinal);
        Assert.Contains(field, error.Message, StringComparison.Ordinal);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dense: 1", "dense: 4", "the last layer gives 4 outputs, but there is 1 target. End the model with dense: 1")]
    [InlineData("gru: 6", "gru: {units: 6, return-sequences: true}", "the network ends in a sequence")]
    [InlineData("epochs: 30", "epochs: 30, loss: {quantile: [0.1, 0.9]}", "× 2 numbers of quantile. End the model with dense: 2")]
    [InlineData("target: left, channels: [sensor]", "target: right", "there is no column 'right'")]
    [InlineData("epochs: 30", "epochs: 30, loss: poisson-likelihood", null)]
    public void What_does_not_fit_the_data_or_the_network_is_refused(string line, string instead, string? message)
    {
        Recipe recipe = SmallFleet.Recipe(SmallFleet.Text.Edit(line, instead));
        SeriesSet series = message is null ? _engines.Map(
            item => item.Frame.With("left", [.. item.Frame.Column("left").ToArray().Select(value => value + 0.5)])) : _engines;

        InputException error = Assert.ThrowsAny<InputException>(() => SequenceRegressor.Create(recipe).Fit(series));
        Assert.Contains(message ?? "poisson-likelihood takes counts", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Series_without_a_target_are_refused_by_name_in_training_and_evaluation()
    {
        SeriesSet gap = new(
            [.. _engines.Items.Select((item, i) =>
                i == 4 ? item with { Frame = item.Frame.With("left", [.. Enumerable.Repeat(double.NaN, item.Frame.RowCount)]) } : item)]);
        SequenceRegressor regressor =
            SequenceRegressor.Create(SmallFleet.Recipe(SmallFleet.Text.Edit("epochs: 30", "epochs: 1")));
        Assert.Contains("Series 'e5' has no target", Assert.ThrowsAny<InputException>(() => regressor.Fit(gap)).Message,
            StringComparison.Ordinal);
        regressor.Fit(_engines);
        Assert.Contains("Series 'e5' has no target", Assert.ThrowsAny<InputException>(() => regressor.Evaluate(gap)).Message,
            StringComparison.Ordinal);
        Assert.Null(regressor.Predict(gap)[4].Actual);
    }

    [Fact]
    public void Archives_with_a_number_for_each_series_are_read_and_learned()
    {
        using TemporaryFolder folder = new();
        RandomStream random = new(4);
        string[] rows = [.. Enumerable.Range(0, 40).Select(_ =>
        {
            double level = Math.Round(random.NextNormal(), 3);
            return string.Create(CultureInfo.InvariantCulture, $"{level},{level + 1},{level + 2}:{(10 * level) + 100}");
        })];
        File.WriteAllText(folder.In("levels.ts"),
            "@problemName levels\n@timeStamps false\n@univariate true\n@equalLength true\n@seriesLength 3\n@targetlabel true\n@data\n"
                + string.Join('\n', rows) + "\n");
        Recipe recipe = SmallFleet.Recipe(
            SmallFleet.Text.Edit("{file: fleet.csv, id: engine, target: left, channels: [sensor], unit: flights}", "{file: levels.ts}"));

        RegressionEvaluation test = (RegressionEvaluation)SequenceRegressor.Create(recipe)
            .Fit(RecipeSeries.ReadFile(recipe, folder.In("levels.ts"))).Test;
        Assert.Equal(["value"], test.Targets);
        Assert.InRange(test.Baselines[2].Value["mae"], 0, 0.2 * test.Baselines[0].Value["mae"]);
        Assert.InRange(test.Model["mae"], 0, 0.5 * test.Baselines[0].Value["mae"]);
    }

    [Fact]
    public void Files_are_read_with_all_numbers_where_no_channel_is_named()
    {
        using TemporaryFolder folder = new();
        using (StreamWriter writer = new(folder.In("fleet.csv")))
        {
            RemainingLifeSample.WriteCsv(writer, engines: 30);
        }

        Recipe recipe = SmallFleet.Recipe(
            SmallFleet.Text.Edit("target: left, channels: [sensor], unit: flights", "time: day, target: rul")
                .Edit("epochs: 30", "epochs: 1"));
        SequenceRegressor regressor = SequenceRegressor.Create(recipe);
        regressor.Fit(RecipeSeries.ReadFile(recipe, folder.In("fleet.csv")));
        Assert.Equal(RemainingLifeSample.SensorNames, regressor.InputNames);
    }

    [Fact]
    public void A_report_shows_predictions_beside_the_truth_residuals_and_the_largest_errors()
    {
        SequenceRegressor regressor =
            SequenceRegressor.Create(SmallFleet.Recipe(SmallFleet.Text.Edit("epochs: 30", "epochs: 1")));
        TrainingRun run = regressor.Fit(_engines);
        IReadOnlyList<ReportSection> sections = run.Recipe.Task.Report(run);

        Assert.Equal("80 %", Assert.IsType<TableSection>(sections[0]).Rows.Single()[0]);
        ScatterSection scatter = Assert.IsType<ScatterSection>(sections[1]);
        Assert.True(scatter.HasDiagonal);
        Assert.Equal(run.Test.Samples, scatter.Points.Count);
        Assert.Equal(run.Test.Model["mae"], Assert.IsType<HistogramSection>(sections[2]).Values.Average(Math.Abs), 9);
        TableSection errors = Assert.IsType<TableSection>(sections[3]);
        Assert.Equal("flights", errors.Unit);
        Assert.Equal(10, errors.Rows.Count);
        Assert.Equal(scatter.Points.Max(point => Math.Abs(point.X - point.Y)), Math.Abs((double)errors.Rows[0][3]!), 9);
    }
}
