using System.Globalization;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Running;
using Unroll.Tasks.Runs;
using Unroll.Training;

namespace Unroll.Cli.Display;

/// <summary>The display of a training's result.</summary>
internal static class TrainingDisplay
{
    /// <summary>Draws it.</summary>
    internal static void Draw(Screen screen, RunResult result)
    {
        TrainingRun run = result.Run;
        string best = run.Histories.Count == 1 && run.History.BestEpoch is { } epoch
            ? string.Create(CultureInfo.InvariantCulture, $", the best was epoch {epoch}") : "";
        screen.Line(run.Recipe.Classical is not null ? string.Create(
            CultureInfo.InvariantCulture, $"Fitted in {run.TrainingSeconds:0.0} s: {run.ModelSummary.TrimEnd()}") : string.Create(
            CultureInfo.InvariantCulture,
            $"Trained {CountFormatter.Format(run.ParameterCount, "parameters")} in {run.TrainingSeconds:0.0} s: " +
            $"{Epochs(run.Histories)}{best} (seed {run.Seed})"));
        EvaluationDisplay.Draw(screen, run.Test, run.Recipe.Data.Unit);
        if (run.FoldScores.Count > 0)
        {
            screen.Line($"Over {CountFormatter.Format(run.Folds.Count, "folds")}, mean ± standard deviation: "
                + string.Join(", ", run.FoldScores.Where(score => !score.Score.IsFurther).Select(Spread)));
        }

        if (run.Refit is { } refit)
        {
            screen.Line(
                $"Trained anew on the {refit.Summary}: the test part is evaluated with these networks{BeforeRefit(run, refit)}.");
        }

        if (run.Final is { } final)
        {
            screen.Line(
                $"Trained anew on all {CountFormatter.Format(final.Data.Samples, final.Data.Unit)}"
                + $"{FinalTraining.Describe(final.Epochs, " for ")}: the run predicts with these networks, the scores are those of the "
                + "networks before.");
        }

        if (run.Test.Comparison is { IsBeaten: true } comparison)
        {
            screen.Line();
            screen.Line(comparison.Warning);
            foreach (string cause in run.LikelyCauses)
            {
                screen.Line($"  - {cause}");
            }
        }

        foreach (string warning in run.Test.OtherTargets.Select(target => target.Warning).Where(warning => warning.Length > 0))
        {
            screen.Line(warning);
        }

        if (run.Test.Significance is { } test && double.IsFinite(test.PValue) && run.Test.Comparison.Best is { } baseline)
        {
            screen.Line($"The difference from {baseline.Key} is {(test.IsSignificant ? "" : "not ")}significant: {test.Summary}.");
        }

        if (run.Written is { } written)
        {
            screen.Line(written.Note);
        }

        screen.Line();
        screen.Line($"Run folder  {result.Folder}");
        screen.Line($"Report      {Path.Combine(result.Folder, RunFolder.ReportFile)}");
    }

    private static string BeforeRefit(TrainingRun run, RefitTraining refit) =>
        refit.ScoreBefore(run.Test) is { } before
            ? $"; the {before.Label} of those before was {EvaluationDisplay.Text(before)}" : "";

    private static string Spread(FoldScore score) =>
        $"{score.Score.Label} {EvaluationDisplay.Text(score.Score)} ± "
        + EvaluationDisplay.Text(score.Score with { Value = score.StandardDeviation });

    private static string Epochs(IReadOnlyList<History> histories)
    {
        int[] epochs = [.. histories.Select(history => history.Epochs.Count)];
        string each = epochs.Distinct().Count() > 1
            ? $"{string.Join(", ", epochs[..^1])} and {CountFormatter.Format(epochs[^1], "epochs")}"
            : CountFormatter.Format(epochs[0], "epochs");
        return epochs.Length == 1 ? each
            : string.Create(
                CultureInfo.InvariantCulture, $"{CountFormatter.Format(epochs.Length, "networks")}, " +
                    $"{each}{(epochs.Distinct().Count() > 1 ? "" : " each")}");
    }
}
