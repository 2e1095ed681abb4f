using System.Globalization;
using Unroll.Cli.Display;
using Unroll.Reports;
using Unroll.Series.Frames;
using Unroll.Tasks.Forecasting;
using Unroll.Tasks.Recipes;
using Unroll.Tasks.Runs;
using Unroll.Training;

namespace Unroll.Cli.Running;

/// <summary>A training from its recipe to its run folder, shown while it goes: what <c>train</c> and <c>quickstart</c> share.</summary>
internal sealed class TrainingJob(CliHost host, Screen screen)
{
    /// <summary>A CSV file instead of the recipe's data, or null.</summary>
    internal string? DataFile { get; init; }

    /// <summary>The run folder asked for, or null.</summary>
    internal string? Folder { get; init; }

    /// <summary>The seed asked for, or null for the recipe's.</summary>
    internal ulong? Seed { get; init; }

    /// <summary>Threads; 0 for one a core.</summary>
    internal int Threads { get; init; }

    /// <summary>Whether the end tells what to try next, for somebody new.</summary>
    internal bool IsQuickstart { get; init; }

    /// <summary>Trains, evaluates, writes the run folder and shows what came out.</summary>
    /// <returns>The exit code.</returns>
    internal int Run(Recipe recipe)
    {
        if (recipe.Task == "classify")
        {
            return new ClassificationJob(host, screen) { DataFile = DataFile, Folder = Folder, Seed = Seed, Threads = Threads }.Run(recipe);
        }

        string folder = RunFolders.Choose(Folder, recipe.Name, host.Clock);
        SeriesSet series = RecipeData.Load(host, screen, recipe, DataFile);
        Forecaster forecaster = Forecaster.Create(recipe, Seed ?? recipe.Train.Seed);
        TrainingProgress progress = TrainingProgress.For(
            screen,
            $"{recipe.Name}: {string.Join(", ", recipe.Data.Targets)}, {Describe(series)}",
            recipe.Train.Networks);
        ForecastRun run;
        using (var interruption = new Interruption(host, progress.AnnounceStop))
        {
            run = progress.Show(callback => forecaster.Fit(series, new ForecasterFitOptions
            {
                Threads = Threads,
                Callbacks = [callback],
                CancellationToken = interruption.Token,
            }));

            // Still within the interruption's reach, so that a signal while the files are written does not end the process.
            RunFolders.Write(folder, partial =>
            {
                RunFolder.Write(partial, run, forecaster);
                ReportWriter.Write(Path.Combine(partial, "report.html"), run);
            });
        }

        Show(run, folder);
        if (screen.IsJson)
        {
            screen.Document(RunMetrics.ToJson(run));
        }

        return ExitCodeOf(host, run.Interrupted, run.Histories);
    }

    private void Show(ForecastRun run, string folder)
    {
        screen.Line(Trained(run.ParameterCount, run.TrainingSeconds, run.Histories, run.Seed));
        if (run.SkippedWindows > run.SkippedForPauses)
        {
            screen.Line(string.Create(CultureInfo.InvariantCulture, $"{run.SkippedWindows - run.SkippedForPauses:N0} windows with missing values were left out."));
        }

        if (run.SkippedForPauses > 0)
        {
            screen.Line(string.Create(CultureInfo.InvariantCulture, $"{run.SkippedForPauses:N0} windows that run over a pause were left out (window.max-gap)."));
        }

        foreach (string warning in run.Warnings)
        {
            screen.Line(warning);
        }

        foreach (PartEvaluation test in run.Parts.Concat(run.FurtherParts).Where(part => part.Part == "test"))
        {
            EvaluationDisplay.Draw(screen, test, test.Target, run.Unit);
        }

        screen.Line();
        screen.Line($"Run folder  {folder}");
        screen.Line($"Report      {Path.Combine(folder, "report.html")}");
        if (IsQuickstart)
        {
            string command = host.Variable("UNROLL_LAUNCHER") is { Length: > 0 } launcher ? launcher : "unroll";
            screen.Line();
            screen.Line("Open the report in a browser. Then try:");
            screen.Line($"  {command} forecast {folder} --data \"$({command} data path sample)\" --horizon 14");
            screen.Line($"  {command} summary {folder}");
            screen.Line($"  {command} train {Path.Combine(folder, "recipe.yaml")} --data YOUR.csv     (after you have changed the recipe to your columns)");
        }
    }

    private static string Describe(SeriesSet series)
    {
        DateTime first = series.Items.Where(item => item.Frame.RowCount > 0).Min(item => item.Frame.Time[0]);
        DateTime last = series.Items.Where(item => item.Frame.RowCount > 0).Max(item => item.Frame.Time[item.Frame.RowCount - 1]);
        TimeZoneInfo? zone = series[0].Frame.Time.Zone;
        string count = series.Count == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $"{series.Count:N0} series, ");
        return string.Create(
            CultureInfo.InvariantCulture, $"{count}{series.Items.Sum(item => (long)item.Frame.RowCount):N0} rows from {TimeFormatter.Of(first, zone)} to {TimeFormatter.Of(last, zone)}");
    }

    /// <summary>A line that tells what was trained, and for how long.</summary>
    internal static string Trained(int parameters, double seconds, IReadOnlyList<History> histories, ulong seed)
    {
        string best = histories.Count == 1 && histories[0].BestEpoch is { } epoch ? string.Create(CultureInfo.InvariantCulture, $", the best was epoch {epoch}") : "";
        return string.Create(CultureInfo.InvariantCulture, $"Trained {parameters:N0} parameters in {seconds:0.0} s: {Epochs(histories)}{best} (seed {seed})");
    }

    private static string Epochs(IReadOnlyList<History> histories) => histories.Count == 1
        ? string.Create(CultureInfo.InvariantCulture, $"{histories[0].Epochs.Count} epoch{(histories[0].Epochs.Count == 1 ? "" : "s")}")
        : string.Create(CultureInfo.InvariantCulture, $"{histories.Count} networks of {string.Join(", ", histories.Select(history => history.Epochs.Count))} epochs");

    /// <summary>What the process says to its caller of a training, after a word to the user where it did not end well.</summary>
    internal static int ExitCodeOf(CliHost host, bool interrupted, IReadOnlyList<History> histories)
    {
        if (interrupted)
        {
            host.Error.WriteLine("unroll: stopped early; the run folder is usable.");
            return ExitCodes.Failed;
        }

        if (histories.Any(history => history.StopReason == StopReason.NonFinite))
        {
            host.Error.WriteLine(
                "unroll: the loss became infinite or not a number, so training was ended. Lower train.learning-rate, or set train.clip-norm: 1 in the recipe.");
            return ExitCodes.Failed;
        }

        return ExitCodes.Done;
    }
}
