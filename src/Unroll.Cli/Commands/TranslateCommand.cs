using System.CommandLine;
using Unroll.Catalogue;
using Unroll.Cli.Display;
using Unroll.Cli.Running;
using Unroll.Formats;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Runs;
using Unroll.Tasks.Translation;

namespace Unroll.Cli.Commands;

/// <summary><c>unroll translate</c>: texts of the command line, or of a file, translated by the network of a run folder.</summary>
internal static class TranslateCommand
{
    /// <summary>Creates the command.</summary>
    internal static Command Create(CliHost host)
    {
        Argument<string> run = RunArgument.Create();
        Option<string[]> texts = new("--text")
        {
            HelpName = "TEXT",
            Description = "A text to translate; may be given several times. Either this or --data.",
        };
        Option<string?> data = CommonOptions.Data(
            "The file to translate: a table with the column that the network reads, or lines, as it was trained on.");
        Option<string?> file = CommonOptions.Out("FILE", "Write the translations to this file, too: a table where it ends in .csv, else "
            + "a line each.");
        Option<int> threads = CommonOptions.Threads();
        Option<bool> json = CommonOptions.Json("the translations");
        Command command = new("translate", $"{TranslationTask.Instance.CommandSummary}, with the network of a run folder.")
        {
            run, texts, data, file, threads, json,
        };
        PredictionSettings settings = new(TranslationTask.Instance, command);
        command.SetStoppableAction(host, (result, stop) =>
        {
            using Screen screen = new(host, result.GetValue(json));
            SettingValues values = settings.Read(result);
            string[] given = result.GetValue(texts) ?? [];
            string? path = result.GetValue(data);
            if (given.Length == 0 == path is null)
            {
                throw new InputException(path is null
                    ? "There is nothing to translate: give texts (--text TEXT) or a file (--data FILE)."
                    : "Texts (--text) and a file (--data) are given: give one of the two.");
            }

            if (Array.FindIndex(given, string.IsNullOrWhiteSpace) is >= 0 and var empty)
            {
                throw new InputException((given.Length == 1 ? "The text" : FormattableString.Invariant($"Text {empty + 1}"))
                    + " to translate is empty (--text): give one.");
            }

            OutputFile.Require("--out", result.GetValue(file), path, result.GetRequiredValue(run));
            SequenceToSequence learner = RunArgument.Load(result.GetRequiredValue(run), SequenceToSequence.Load);
            PredictionTable translations = path is not null
                ? Runners.Create(host, screen).Predict(learner, path, values, result.GetValue(threads), stop)
                : learner.PredictTable(learner.Sources(given), values, result.GetValue(threads), stop);
            Show(screen, learner, translations, result.GetValue(file), stop);
            return ExitCodes.Done;
        });
        return command;
    }

    private static void Show(Screen screen, Learner learner, PredictionTable translations, string? file, CancellationToken stop)
    {
        foreach (string note in translations.Notes)
        {
            screen.Line(note);
        }

        int place = translations.Columns.ToList().IndexOf("translation");
        string[] texts = [.. translations.Rows.Select(row => (string)row[place]!)];
        if (file is not null)
        {
            OutputFile.Write(file, full => AtomicFile.Write(full, stream =>
            {
                if (Path.GetExtension(full).Equals(".csv", StringComparison.OrdinalIgnoreCase))
                {
                    TableFormatter.WriteCsv(stream, translations, stop);
                    return;
                }

                using StreamWriter writer = new(stream, leaveOpen: true);
                Array.ForEach(texts, text => writer.Write(text + "\n"));
            }));
        }

        if (screen.IsJson)
        {
            screen.Document(MetricsDocument.Of(learner, translations));
            return;
        }

        Array.ForEach(texts, screen.Line);
        if (file is not null)
        {
            screen.Line();
            screen.Line($"Written to {file}");
        }
    }
}
