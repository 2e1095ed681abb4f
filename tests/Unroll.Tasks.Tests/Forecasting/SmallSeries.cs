using System.Text.Json.Nodes;
using Unroll.Series.Frames;
using Unroll.Tasks.Forecasting;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Tests.Forecasting;

/// <summary>What tests of forecasts ask a run for.</summary>
internal static class RunExtensions
{
    public static ForecastEvaluation Part(this TrainingRun run, string name) =>
        (ForecastEvaluation)(name == "test" ? run.Test : run.Validation!);

    /// <summary>What was learned, but for the prediction intervals as they go on from the errors of the test part.</summary>
    public static string LearnedState(this Forecaster forecaster)
    {
        JsonNode state = JsonNode.Parse(forecaster.Networks[0].Metadata["unroll.task"])!;
        foreach (JsonNode? target in state["learned"]!["intervals"]!.AsArray())
        {
            Assert.True(target!.AsObject().Remove("current"));
        }

        return state.ToJsonString();
    }

    public static Scores Baseline(this PartEvaluation part, string name) => part.Baselines.Single(pair => pair.Key == name).Value;
}

/// <summary>A series and recipes that train in a fraction of a second.</summary>
internal static class SmallSeries
{
    public const int Rows = 240;

    /// <summary>Days from 2020-01-01: a week's shape, a slow wave and a little noise; and a second column that goes before it.</summary>
    public static Frame Create(int rows = Rows, ulong seed = 1)
    {
        RandomStream random = new(seed);
        DateTime[] days = new DateTime[rows];
        double[] load = new double[rows];
        double[] wind = new double[rows];
        for (int i = 0; i < rows; i++)
        {
            days[i] = new DateTime(2020, 1, 1).AddDays(i);
            wind[i] = 10 + (3 * Math.Sin(i * 0.9));
            load[i] = 100 + (20 * Math.Sin(2 * Math.PI * i / 7)) + (5 * Math.Sin(i * 0.05)) + random.NextNormal();
        }

        return new Frame(new TimeIndex(days), ["load", "wind"], [load, wind]);
    }

    /// <summary>A recipe, with lines of its own in place of the default ones.</summary>
    public static Recipe Recipe(
        string data = "{file: small.csv, target: load}",
        string prepare = "{}",
        string window = "{length: 14, horizon: 1}",
        string split = "{train: 0.6, validation: 0.2, test: 0.2}",
        string model = "[{lstm: 8}, {dense: 1}]",
        string train = "{loss: mean-absolute-error, learning-rate: 0.01, epochs: 12, seed: 3}") => RecipeReader.Parse(
            $"name: small\ndata: {data}\nprepare: {prepare}\nwindow: {window}\nsplit: {split}\nmodel: {model}\ntrain: {train}\n",
                "small.yaml");

    /// <summary>A week ahead at once.</summary>
    public static Recipe WeekRecipe(string prepare = "{}") =>
        Recipe(prepare: prepare, window: "{length: 14, horizon: 7}", model: "[{gru: 8}, {dense: 7}]");
}
