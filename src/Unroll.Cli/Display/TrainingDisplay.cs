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
        screen.Line(string.Create(
            CultureInfo.InvariantCulture,
            $"Trained {run.ParameterCount:N0} parameters in {run.TrainingSeconds:0.0} s: {Epochs(run.Histories)}{best} (seed {run.Seed})"));
        EvaluationDisplay.Draw(screen, run.Test, run.Recipe.Data.Unit);
        screen.Line();
        screen.Line($"Run folder  {result.Folder}");
        screen.Line($"Report      {Path.Combine(result.Folder, RunFolder.ReportFile)}");
    }

    private static string Epochs(IReadOnlyList<History> histories) => histories.Count == 1
        ? string.Create(CultureInfo.InvariantCulture, $"{histories[0].Epochs.Count} epoch{(histories[0].Epochs.Count == 1 ? "" : "s")}")
        : string.Create(
            CultureInfo.InvariantCulture,
            $"{histories.Count} networks of {string.Join(", ", histories.Select(history => history.Epochs.Count))} epochs");
}
