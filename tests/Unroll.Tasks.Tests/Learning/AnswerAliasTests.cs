using System.Text.Json;
using Unroll.Series.Frames;
using Unroll.Tasks.Classification;
using Unroll.Tasks.Forecasting;
using Unroll.Tasks.Labelling;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;
using Unroll.Tasks.Regression;
using Unroll.Tasks.Runs;
using Unroll.Tasks.Tests.Classification;
using Unroll.Tasks.Tests.Forecasting;
using Unroll.Tasks.Tests.Regression;

namespace Unroll.Tasks.Tests.Learning;

/// <summary>Covariates that give the answer away in all training rows are told, whatever their unit or code.</summary>
public sealed class AnswerAliasTests
{
    private static readonly Frame _frame = SmallSeries.Create();

    public static TheoryData<string, Func<double, int, double>, string?> Covariates => new()
    {
        { "the target itself", (load, _) => load, "The future covariate 'plan' equals the target 'load' in every training row" },
        { "another unit", (load, _) => load / 1000, "equals the target 'load' but for scale and level" },
        { "another scale, rounded", (load, _) => Math.Round(32 + (1.8 * load), 2), "equals the target 'load' but for scale and level" },
        { "the other sign", (load, _) => -load, "equals the target 'load' but for scale and level" },
        { "some rows missing", (load, row) => row % 9 == 0 ? double.NaN : load, "equals the target 'load' in every training row" },
        { "the square", (load, _) => load * load, "keeps the order of the target 'load' without exception" },
        { "the logarithm", (load, _) => Math.Log(load), "keeps the order of the target 'load' without exception" },
        { "the reciprocal", (load, _) => 1 / load, "reverses the order of the target 'load' without exception" },
        { "a coarse rounding", (load, _) => Math.Floor(load / 4), "keeps the order of the target 'load' without exception" },
        { "three levels", (load, _) => load < 90 ? 0 : load < 110 ? 1 : 2, null },
        { "the square, but for a row", (load, row) => row == 77 ? 0 : load * load, null },
        { "the year", (_, row) => row / 40, null },
        { "a day of the week", (_, row) => row % 7, null },
        { "another row in the test part alone", (load, row) => row < 150 ? load : 0, "equals the target 'load' in every training row" },
        { "another row in the training part", (load, row) => row == 90 ? 0 : load, null },
        { "the row before", (_, row) => row == 0 ? 0 : _frame.Column("load")[row - 1], null },
        { "a good forecast", (load, row) => load + (0.5 * Math.Sin(row)), null },
        { "the number of the row", (_, row) => row, null },
        { "a constant", (_, _) => 3, null },
    };

    [Theory]
    [MemberData(nameof(Covariates))]
    public void A_future_covariate_that_is_the_target_is_told(string name, Func<double, int, double> plan, string? expected)
    {
        Assert.NotEmpty(name);
        double[] load = _frame.Column("load").ToArray();
        Frame frame = _frame.With("plan", [.. load.Select(plan)]);
        Recipe recipe = SmallSeries.Recipe(
            data: "{file: small.csv, target: load, future-covariates: [plan]}",
            prepare: "{steps: [{impute: forward}, {impute: {method: constant, value: 0}}]}");

        IReadOnlyList<string> warnings = Forecaster.Create(recipe).Plan(SeriesSet.Of(frame)).Warnings;

        AssertTold(expected, warnings);
    }

    [Fact]
    public void A_status_in_another_code_is_told_and_a_calendar_is_not()
    {
        double[] status = [.. Enumerable.Range(0, 240).Select(row => (double)(row * 7919 % 13 % 3))];
        Frame frame = new(_frame.Time, ["load", "plan", "weekend"],
        [
            status, [.. status.Select(value => value switch { 0 => 5.0, 1 => 2, _ => 9 })],
            [.. Enumerable.Range(0, 240).Select(row => row % 7 < 5 ? 0.0 : 1)],
        ]);
        Recipe recipe = SmallSeries.Recipe(data: "{file: small.csv, target: load, future-covariates: [plan, weekend]}");

        AssertTold(
            "The future covariate 'plan' has one value for each of the target 'load' in every training row",
            Forecaster.Create(recipe).Plan(SeriesSet.Of(frame)).Warnings);
    }

    [Fact]
    public void A_calendar_of_a_target_that_grows_is_not_told()
    {
        double[] sales = [.. Enumerable.Range(0, 240).Select(row => (100.0 * (row / 12)) + (row % 12 == 5 ? 3 : row % 12))];
        Frame frame = new(_frame.Time, ["load", "year", "row", "month"],
        [
            sales, [.. Enumerable.Range(0, 240).Select(row => 2000.0 + (row / 12))],
            [.. Enumerable.Range(0, 240).Select(row => (double)row)], [.. Enumerable.Range(0, 240).Select(row => 1.0 + (row % 12))],
        ]);
        Recipe recipe = SmallSeries.Recipe(data: "{file: small.csv, target: load, future-covariates: [year, row, month]}");

        Assert.Empty(Forecaster.Create(recipe).Plan(SeriesSet.Of(frame)).Warnings);
    }

    [Fact]
    public void A_probability_that_is_not_always_right_is_not_told()
    {
        RandomStream random = new(5);
        double[] rain = [.. Enumerable.Range(0, 240).Select(_ => random.NextDouble() < 0.4 ? 1.0 : 0)];
        double[] chance = [.. rain.Select(value => (0.7 * value) + (0.35 * random.NextDouble()))];
        Frame frame = new(_frame.Time, ["load", "chance"], [rain, chance]);
        Recipe recipe = SmallSeries.Recipe(data: "{file: small.csv, target: load, future-covariates: [chance]}");

        Assert.Empty(Forecaster.Create(recipe).Plan(SeriesSet.Of(frame)).Warnings);
    }

    public static TheoryData<string, Func<double, int, double>, string?> Channels => new()
    {
        { "the label in another code", (label, _) => 9 - (4 * label), "The channel 'input' has one value for each of the target 'state'" },
        { "another label in a row", (label, row) => row == 60 ? 3 : label, null },
        { "a measurement", (label, row) => label + (0.9 * Math.Sin(row * 1.7)), null },
        { "a constant", (_, _) => 1, null },
    };

    [Theory]
    [MemberData(nameof(Channels))]
    public void A_channel_that_is_the_label_of_each_row_is_told(string name, Func<double, int, double> input, string? expected)
    {
        Assert.NotEmpty(name);
        double[] labels = [.. Enumerable.Range(0, 240).Select(row => (double)(row / 9 % 3))];
        Frame frame = new Frame(_frame.Time, ["input", "state"], [[.. labels.Select(input)], labels])
            .WithCategories("state", ["run", "idle", "stop"]);

        AssertTold(expected, SequenceLabeller.For("state").Plan(SeriesSet.Of(frame)).Warnings);
    }

    [Fact]
    public void A_channel_that_follows_the_number_of_each_row_is_told()
    {
        Frame frame = _frame.With("squared", [.. _frame.Column("load").ToArray().Select(load => load * load)]);

        AssertTold(
            "The channel 'squared' keeps the order of the target 'load'",
            SequenceLabeller.For("load").Plan(SeriesSet.Of(frame)).Warnings);
    }

    [Fact]
    public void A_static_covariate_that_is_the_square_of_the_number_to_predict_is_told()
    {
        SeriesItem[] items = [.. Enumerable.Range(0, 60).Select(index => new SeriesItem(
            $"engine {index}",
            new Frame(TimeIndex.Numbered(12), ["sensor", "left"],
            [
                [.. Enumerable.Range(0, 12).Select(row => Math.Sin((index * 3) + row))],
                [.. Enumerable.Range(0, 12).Select(row => 10.0 + (index * 37 % 60))],
            ])) { StaticCovariates = [Math.Pow(10.0 + (index * 37 % 60), 2), index % 5] })];

        AssertTold(
            "'hours' keeps the order of the target 'left'",
            SequenceRegressor.For("left").Channels("sensor").Plan(new SeriesSet(items, ["hours", "line"])).Warnings);
    }

    [Fact]
    public void What_is_told_stands_in_the_run_and_its_metrics()
    {
        Frame frame = _frame.With("plan", _frame.Column("load").ToArray());
        Recipe recipe = SmallSeries.Recipe(
            data: "{file: small.csv, target: load, future-covariates: [plan]}", train: "{epochs: 1}");

        TrainingRun run = Forecaster.Create(recipe).Fit(frame);
        using JsonDocument metrics = JsonDocument.Parse(MetricsDocument.Of(run));

        AssertTold("equals the target", run.Warnings);
        Assert.Equal(run.Warnings[0], metrics.RootElement.GetProperty("warnings")[0].GetString());
    }

    public static TheoryData<string, string[], Func<SeriesItem, double[]>, string?> StaticCovariates => new()
    {
        { "the code of the class", ["ward"], item => [item.Class!.Value],
            "The static covariate 'ward' has one value for each of the class" },
        { "another code", ["ward"], item => [7 - (3 * item.Class!.Value)],
            "The static covariate 'ward' has one value for each of the class" },
        { "a text", ["ward=a", "ward=b", "ward=c"], item => OneHot(item.Class!.Value),
            "The static covariate 'ward' has one value for each of the class" },
        { "another text of some", ["ward=a", "ward=b", "ward=c"], item => OneHot(item.Id.EndsWith('5') ? 0 : item.Class!.Value), null },
        { "a number of its own", ["ward"], item => [item.Frame.Column("level")[0]], null },
        { "a constant", ["ward"], _ => [1], null },
    };

    [Theory]
    [MemberData(nameof(StaticCovariates))]
    public void A_static_covariate_that_is_the_class_is_told(
        string name, string[] names, Func<SeriesItem, double[]> values, string? expected)
    {
        Assert.NotEmpty(name);
        SeriesSet waves = SmallSeriesSet.Waves(classes: 3);
        SeriesSet series = new([.. waves.Items.Select(item => item with { StaticCovariates = values(item) })], names, waves.ClassNames);

        AssertTold(expected, SequenceClassifier.For().Plan(series).Warnings);
    }

    [Fact]
    public void A_channel_that_is_the_class_is_told()
    {
        SeriesSet waves = SmallSeriesSet.Waves();
        SeriesSet series = new([.. waves.Items.Select(item => item with
        {
            Frame = item.Frame.With("result", [.. Enumerable.Range(1, item.Frame.RowCount).Select(
                row => row < item.Frame.RowCount ? 0.0 : 1 + item.Class!.Value)]),
        })], waves.StaticNames, waves.ClassNames);

        AssertTold(
            "The last value of the channel 'result' has one value for each of the class in every training series",
            SequenceClassifier.For().Plan(series).Warnings);
        Assert.Empty(SequenceClassifier.For().Plan(waves).Warnings);
    }

    [Fact]
    public void An_input_that_is_the_number_to_predict_is_told()
    {
        SeriesSet fleet = SmallFleet.Engines();
        SeriesSet series = new(
            [.. fleet.Items.Select(
                item => item with { StaticCovariates = [item.Frame.Column("left")[0] / 3, item.Frame.Column("sensor")[0]] })],
            ["hours", "first"]);

        AssertTold(
            "'hours' equals the target 'left' but for scale and level",
            SequenceRegressor.For("left").Channels("sensor").Plan(series).Warnings);
        AssertTold(
            "The last value of the channel 'double' equals the target 'left' but for scale and level",
            SequenceRegressor.For("left").Plan(fleet).Warnings);
    }

    private static double[] OneHot(int index) => [.. Enumerable.Range(0, 3).Select(place => place == index ? 1.0 : 0)];

    private static void AssertTold(string? expected, IReadOnlyList<string> warnings)
    {
        if (expected is null)
        {
            Assert.Empty(warnings);
        }
        else
        {
            Assert.Contains(expected, Assert.Single(warnings), StringComparison.Ordinal);
        }
    }
}
