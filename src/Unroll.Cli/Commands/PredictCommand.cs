using System.CommandLine;
using Unroll.Catalogue;
using Unroll.Cli.Display;
using Unroll.Cli.Running;
using Unroll.Formats;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Running;
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
        Option<string?>[] settings = [.. task.PredictionSettings.Select(setting => OptionOf(task, setting))];
        Command command = new(
            entry.Name, $"{task.CommandSummary}, with the network of a run folder.") { run, data, file, threads, json };
        foreach (Option<string?> setting in settings)
        {
            command.Options.Add(setting);
        }

        command.SetAction(result =>
        {
            using Screen screen = new(host, result.GetValue(json));
            SettingValues values = PredictionOptions.Parse(task, settings
                .Where(setting => result.GetValue(setting) is not null)
                .Select(setting => KeyValuePair.Create(setting.Name[2..], result.GetValue(setting)!)));
            OutputFile.Require("--out", result.GetValue(file), result.GetRequiredValue(data)!, result.GetRequiredValue(run));
            Learner learner = RunArgument.Load(result.GetRequiredValue(run), entry.Name);
            PredictionTable predictions = Stoppable.Run(host, stop => Runners.Create(host, screen)
                .Predict(learner, result.GetRequiredValue(data)!, values, result.GetValue(threads), stop));
            foreach (string note in predictions.Notes)
            {
                screen.Line(note);
            }

            if (result.GetValue(file) is { } path)
            {
                using Interruption interruption = new(host, () => { });
                OutputFile.Write(path, full => AtomicFile.Write(
                    full, stream => TableFormatter.WriteCsv(stream, predictions, interruption.Token)));
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

    private const string Expected = "expected ";

    internal static Option<string?> OptionOf(LearningTask task, Setting setting) => new($"--{setting.Name}")
    {
        CustomParser = result =>
        {
            string text = result.Tokens[0].Value;
            try
            {
                PredictionOptions.Parse(task, [KeyValuePair.Create(setting.Name, text)]);
            }
            catch (InputException exception)
            {
                // "The options, field horizon: expected a whole number from 1, but got 0."
                string problem = exception.Message[(exception.Message.IndexOf(": ", StringComparison.Ordinal) + 2)..];
                int got = problem.LastIndexOf(", but got ", StringComparison.Ordinal);
                result.AddError(
                    $"--{setting.Name} is \"{text}\", but "
                    + (got > 0 && problem.StartsWith(Expected, StringComparison.Ordinal)
                        ? $"must be {problem[Expected.Length..got]}." : problem));
            }

            return text;
        },
        HelpName = setting.KindDescription.Contains("number", StringComparison.Ordinal) ? "N" : "VALUE",
        Description = $"{setting.Help} Default: {setting.DefaultDescription.Trim('`')}.",
    };
}
