using System.CommandLine;
using System.Text;
using System.Text.Json.Nodes;
using Unroll.Catalogue;
using Unroll.Cli.Display;
using Unroll.Cli.Running;
using Unroll.Tasks.Generation;

namespace Unroll.Cli.Commands;

/// <summary><c>unroll generate</c>: text by the network of a run folder, shown as it is drawn.</summary>
internal static class GenerateCommand
{
    /// <summary>Creates the command.</summary>
    internal static Command Create(CliHost host)
    {
        Argument<string> run = RunArgument.Create();
        Option<string?> prompt = new("--prompt")
        {
            HelpName = "TEXT",
            Description = "The text to continue; without one, a new text, or a new line of a list. \"\\n\" is a line's end.",
        };
        Option<string?> file = CommonOptions.Out("FILE", "Write what is generated to this file, too.");
        Option<int> threads = CommonOptions.Threads();
        Option<bool> json = CommonOptions.Json("the texts");
        Command command = new("generate", $"{GenerationTask.Instance.CommandSummary}, with the network of a run folder.")
        {
            run, prompt, file, threads, json,
        };
        PredictionSettings settings = new(GenerationTask.Instance, command);
        command.SetStoppableAction(host, (result, stop) =>
        {
            using Screen screen = new(host, result.GetValue(json));
            SettingValues values = settings.Read(result, LineEnds);
            OutputFile.Require("--out", result.GetValue(file), data: null, result.GetRequiredValue(run));
            TextGenerator generator = RunArgument.Load(result.GetRequiredValue(run), TextGenerator.Load);
            string beginning = LineEnds(result.GetValue(prompt) ?? "");
            IEnumerable<IEnumerable<string>> drawn = generator.GenerateTexts(
                beginning, GenerationOptions.Of(values), result.GetValue(threads), stop);
            IReadOnlyList<string> notes = generator.Notes(beginning);
            foreach (string note in notes)
            {
                screen.Line(note);
            }

            string[] texts = Write(screen, drawn, beginning, stop);
            if (result.GetValue(file) is { } path)
            {
                OutputFile.Write(path, string.Concat(texts.Select(text => beginning + text + "\n")));
            }

            if (screen.IsJson)
            {
                screen.Document(new JsonObject
                {
                    ["prompt"] = beginning,
                    ["texts"] = new JsonArray([.. texts.Select(text => (JsonNode)text)]),
                    ["notes"] = new JsonArray([.. notes.Select(note => (JsonNode)note)]),
                }.ToJsonString(new() { WriteIndented = true }));
            }

            return ExitCodes.Done;
        });
        return command;
    }

    /// <summary>Shows texts piece by piece, until they end or it is stopped.</summary>
    private static string[] Write(Screen screen, IEnumerable<IEnumerable<string>> texts, string prompt, CancellationToken stop)
    {
        List<string> written = [];
        foreach (IEnumerable<string> pieces in texts)
        {
            StringBuilder text = new();
            screen.Text(prompt);
            try
            {
                foreach (string piece in pieces)
                {
                    stop.ThrowIfCancellationRequested();
                    text.Append(piece);
                    screen.Text(piece);
                }
            }
            finally
            {
                // What is said of a stop has a line of its own.
                screen.Line();
            }

            written.Add(text.ToString());
        }

        return [.. written];
    }

    /// <summary>A text of the command line, in which a backslash and an n are a line end.</summary>
    internal static string LineEnds(string text) => text.Replace("\\n", "\n", StringComparison.Ordinal);
}
