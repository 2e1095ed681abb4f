using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;
using Unroll.Training;

namespace Unroll.Reports.Tests;

/// <summary>Runs with synthetic numbers, as a training on a daily load series would give them.</summary>
internal static class RunFixture
{
    /// <summary>A run that went well, whose task lists some sections.</summary>
    /// <param name="sections">The sections.</param>
    public static TrainingRun Run(params ReportSection[] sections) => new()
    {
        Recipe = new Recipe
        {
            Name = "sample",
            Task = new ToyTask(sections),
            Data = new DataRecipe { File = "folder/{{days}}.csv", Target = "Load", Unit = "GWh" },
        },
        Seed = 7,
        Threads = 2,
        Learned = new ToyLearned("Load in GWh, 1 day ahead, from the 33 days before", "Load", "day-of-week=Mon", "holiday"),
        ModelSummary =
            "Layer        Output shape    Parameters\nLstm         [batch, 32]          6,784\nDense        [batch, 1]              33\n",
        ParameterCount = 6817,
        Histories = [Train(40, StopReason.EarlyStopping, best: 28)],
        Validation = Part("validation", Errors(14.1, 19.2, 1.06)),
        Test = Part("test", Errors(13.2, 18, 0.97)),
        Parts =
        [
            new PartSummary("train", 2524, "windows") { First = new DateTime(2016, 1, 1), Last = new DateTime(2022, 12, 31) },
            new PartSummary("validation", 365, "windows") { First = new DateTime(2023, 1, 1), Last = new DateTime(2023, 12, 31) },
            new PartSummary("test", 366, "windows") { First = new DateTime(2024, 1, 1), Last = new DateTime(2024, 12, 31) },
        ],
        Facts = new()
        {
            ["seasonal_period"] = 7,
            ["target"] = "Load",
            ["classes"] = new System.Text.Json.Nodes.JsonArray("on", "off"),
            ["nested"] = new System.Text.Json.Nodes.JsonObject()
        },
    };

    /// <summary>An evaluated part beside two baselines.</summary>
    public static PartEvaluation Part(string part, Scores model) =>
        new ToyEvaluation(part, 366, model, ("naive", Errors(112, 150, 8.12)), ("seasonal-naive", Errors(54.1, 80, 4.042)));

    /// <summary>Errors of a forecast, the relative one first.</summary>
    public static Scores Errors(double mae, double rmse, double mape) => new(
    [
        new Score("mape", "MAPE", mape, ScoreFormat.Percent) { Help = "Mean of the absolute error as a share of the actual value." },
        new Score("mae", "MAE", mae, ScoreFormat.Unit),
        new Score("rmse", "RMSE", rmse, ScoreFormat.Unit),
        new Score("count", "Forecasts", 366, ScoreFormat.Count),
    ]);

    /// <summary>Scores of a classification.</summary>
    public static Scores Shares(double accuracy) =>
        new([new Score("accuracy", "Accuracy", accuracy, ScoreFormat.Share) { LowerIsBetter = false }]);

    /// <summary>Epochs whose losses fall and whose learning rate is lowered twice.</summary>
    public static History Train(int epochs, StopReason reason, int? best)
    {
        EpochRecord[] records = [.. Enumerable.Range(1, epochs).Select(epoch => new EpochRecord(
            epoch,
            0.05 + (0.6 * Math.Exp(-epoch / 4.0)),
            0.07 + (0.5 * Math.Exp(-epoch / 4.0)) + (0.0004 * Math.Abs(epoch - 28)),
            epoch < 20 ? 0.003 : epoch < 32 ? 0.0015 : 0.00075,
            TimeSpan.FromSeconds(0.08 * epoch),
            new Dictionary<string, double>()))];
        return new History(records, reason, best, TimeSpan.FromSeconds(0.0855 * epochs));
    }
}
