using Unroll.Series.Frames;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;
using Unroll.Tasks.Regression;
using Unroll.Tasks.Runs;

namespace Unroll.Tasks.Tests.Regression;

/// <summary>Regressions with several heads, each with its target and its loss.</summary>
public sealed class SeveralHeadsTests
{
    private const string Text = """
        name: small
        task: regress
        data: {file: fleet.csv, id: engine, target: [left, double], channels: [sensor]}
        split: {train: 0.6, validation: 0.2, test: 0.2}
        model:
          - gru: {units: 6, name: trunk}
          - dense: {units: 1, from: trunk, name: double}
          - dense: {units: 3, from: trunk, name: left}
        outputs: [double, left]
        train: {loss: {double: mse, left: {quantile: [0.1, 0.5, 0.9]}}, epochs: 30, batch-size: 8, learning-rate: 0.02}
        """;

    private static readonly SeriesSet _engines = SmallFleet.Engines();

    [Fact]
    public void Each_head_learns_its_target()
    {
        using TemporaryFolder folder = new();
        SequenceRegressor regressor = SequenceRegressor.Create(SmallFleet.Recipe(Text));
        TrainingRun run = regressor.Fit(_engines);

        Assert.InRange(run.Test.Model["mae"], 0, 0.7 * run.Test.Baselines[0].Value["mae"]);
        RegressionPrediction[] test = [.. ((RegressionEvaluation)run.Test).Series];
        Assert.All(test, prediction => Assert.Equal(prediction.Target == "left" ? 3 : 0, prediction.Quantiles.Count));
        RegressionPrediction[] doubles = [.. test.Where(prediction => prediction.Target == "double")];
        double spread = doubles.Average(prediction => Math.Abs(prediction.Actual!.Value - doubles.Average(other => other.Actual!.Value)));
        Assert.InRange(doubles.Average(prediction => Math.Abs(prediction.Actual!.Value - prediction.Predicted)), 0, 0.7 * spread);

        RunFolder.Write(folder.Path, run, regressor);
        SequenceRegressor loaded = SequenceRegressor.Load(folder.Path);
        Assert.Equal(
            regressor.Predict(_engines).Select(prediction => prediction.Predicted),
            loaded.Predict(_engines).Select(prediction => prediction.Predicted));
        Assert.StartsWith(
            "part,id,target,actual,predicted,q0.1,q0.5,q0.9",
            File.ReadAllText(Path.Combine(folder.Path, "predictions.csv")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("units: 3, from", "units: 2, from", "field model[3]: the last layer gives 2 outputs")]
    [InlineData("left: {quantile: [0.1, 0.5, 0.9]}", "left: poisson-likelihood", "field model[3]")]
    public void What_fits_no_head_is_refused_where_it_stands(string part, string instead, string message) => Assert.Contains(
        message,
        Assert.ThrowsAny<InputException>(
            () => SequenceRegressor.Create(SmallFleet.Recipe(Text.Edit(part, instead))).Plan(_engines)).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData("task: classify\ndata: {file: a.csv, class: kind}", "a classification has one output")]
    [InlineData("task: regress\ndata: {file: a.ts}", "each of several outputs predicts a target")]
    public void Tasks_with_one_target_have_one_head(string task, string message) => Assert.Contains(
        message,
        Assert.ThrowsAny<InputException>(() => RecipeReader.Parse(
            $"name: a\n{task}\nmodel:\n  - gru: {{units: 4, name: h}}\n  - dense: {{units: 1, from: h, name: a}}\n"
            + "  - dense: {units: 1, from: h, name: b}\noutputs: [a, b]\n", "a.yaml")).Message,
        StringComparison.Ordinal);
}
