using System.Globalization;
using Unroll.Cli.Display;
using Unroll.Reports;
using Unroll.Series.Frames;
using Unroll.Tasks.Classification;
using Unroll.Tasks.Recipes;
using Unroll.Tasks.Runs;

namespace Unroll.Cli.Running;

/// <summary>The training of a classification from its recipe to its run folder, shown while it goes.</summary>
internal sealed class ClassificationJob(CliHost host, Screen screen)
{
    /// <summary>A file instead of the recipe's data, or null.</summary>
    internal string? DataFile { get; init; }

    /// <summary>The run folder asked for, or null.</summary>
    internal string? Folder { get; init; }

    /// <summary>The seed asked for, or null for the recipe's.</summary>
    internal ulong? Seed { get; init; }

    /// <summary>Threads; 0 for one a core.</summary>
    internal int Threads { get; init; }

    /// <summary>Trains, evaluates, writes the run folder and shows what came out.</summary>
    /// <returns>The exit code.</returns>
    internal int Run(Recipe recipe)
    {
        string folder = RunFolders.Choose(Folder, recipe.Name, host.Clock);
        SeriesSet series = RecipeData.Load(host, screen, recipe, DataFile);
        SeriesSet? test = RecipeData.LoadTest(host, screen, recipe);
        Classifier classifier = Classifier.Create(recipe, Seed ?? recipe.Train.Seed);
        string lengths = series.ShortestLength == series.LongestLength
            ? string.Create(CultureInfo.InvariantCulture, $"{series.LongestLength:N0} rows")
            : string.Create(CultureInfo.InvariantCulture, $"{series.ShortestLength:N0} to {series.LongestLength:N0} rows");
        TrainingProgress progress = TrainingProgress.For(
            screen,
            string.Create(CultureInfo.InvariantCulture, $"{recipe.Name}: {series.Count + (test?.Count ?? 0):N0} series of {lengths}, {series.ClassNames.Count} classes"),
            recipe.Train.Networks);
        ClassificationRun run;
        using (var interruption = new Interruption(host, progress.AnnounceStop))
        {
            run = progress.Show(callback => classifier.Fit(series, test, new ClassifierFitOptions
            {
                Threads = Threads,
                Callbacks = [callback],
                CancellationToken = interruption.Token,
            }));

            // Still within the interruption's reach, so that a signal while the files are written does not end the process.
            RunFolders.Write(folder, partial =>
            {
                ClassificationFiles.Write(partial, run, classifier);
                ReportWriter.Write(Path.Combine(partial, RunFolder.ReportFile), run);
            });
        }

        screen.Line(TrainingJob.Trained(run.ParameterCount, run.TrainingSeconds, run.Histories, run.Seed));
        ClassificationDisplay.Draw(screen, run.Part("test") ?? run.Parts[^1]);
        screen.Line($"Run folder  {folder}");
        screen.Line($"Report      {Path.Combine(folder, RunFolder.ReportFile)}");
        if (screen.IsJson)
        {
            screen.Document(ClassificationMetrics.ToJson(run));
        }

        return TrainingJob.ExitCodeOf(host, run.Interrupted, run.Histories);
    }
}
