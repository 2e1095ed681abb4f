using System.CommandLine;
using Unroll.Catalogue;
using Unroll.Cli.Display;
using Unroll.Cli.Running;
using Unroll.Formats;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Runs;

namespace Unroll.Cli.Commands;

/// <summary>The command of a task, such as <c>unroll forecast</c>: what the networks of a run folder say of new data.</summary>
internal static class PredictCommand
{
    /// <summary>Creates the command of a task.</summary>
    internal static Command Create(CliHost host, Entry<LearningTask> entry)
    {
        LearningTask task = entry.Create(new SettingValues());
        Argument<string> run = RunArgument.Create();
        Option<string?> data = CommonOptions.Data(
            "The file to predict for, with the columns that the network was trained on.", required: true);
        Option<string?> file = CommonOptions.Out("FILE", "Write the predictions to this CSV file, too.");
        Option<int> threads = CommonOptions.Threads();
        Option<bool> json = CommonOptions.Json("the predictions");
        Command command = new(
            entry.Name, $"{task.CommandSummary}, with the network of a run folder.") { run, data, file, threads, json };
        PredictionSettings settings = new(task, command);
        command.SetStoppableAction(host, (result, stop) =>
        {
            using Screen screen = new(host, result.GetValue(json));
            SettingValues values = settings.Read(result);
            OutputFile.Require("--out", result.GetValue(file), result.GetRequiredValue(data)!, result.GetRequiredValue(run));
            Learner learner = RunArgument.Load(result.GetRequiredValue(run), entry.Name);
            PredictionTable predictions = AnalysisProgress.Show(screen, progress =>
            {
                progress.Begin($"Predicting by {Path.GetFileName(Path.TrimEndingDirectorySeparator(result.GetRequiredValue(run)))}");
                return Runners.Create(host, screen).Predict(
                    learner, result.GetRequiredValue(data)!, values, result.GetValue(threads), stop);
            });
            foreach (string note in predictions.Notes)
            {
                screen.Line(note);
            }

            if (result.GetValue(file) is { } path)
            {
                OutputFile.Write(path, full => AtomicFile.Write(
                    full, stream => TableFormatter.WriteCsv(stream, predictions, stop)));
            }

            if (screen.IsJson)
            {
                screen.Document(MetricsDocument.Of(learner, predictions));
            }
            else
            {
                PredictionDisplay.Draw(screen, predictions, result.GetValue(file));
            }

            return ExitCodes.Done;
        });
        return command;
    }
}
