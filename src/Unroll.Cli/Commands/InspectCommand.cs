using System.CommandLine;
using System.CommandLine.Parsing;
using Unroll.Cli.Display;
using Unroll.Cli.Running;
using Unroll.Formats;
using Unroll.Series.Reading;
using Unroll.Tasks.Forecasting;
using Unroll.Tasks.Proposals;
using Unroll.Tasks.Recipes;

namespace Unroll.Cli.Commands;

/// <summary><c>unroll inspect</c>: what is in a file, before anything is done with it, and a recipe to start from.</summary>
internal static class InspectCommand
{
    /// <summary>Creates the command.</summary>
    internal static Command Create(CliHost host)
    {
        var what = new Argument<string>(
            "FILE|RECIPE")
        {
            Description = "A file of series or texts (CSV, JSON lines, .ts, .tsf, IDX, text, WAV), or a folder; with --windows a "
                + "recipe. "
                + CommonOptions.Pipes,
        };
        Option<string?> time = Text("--time", "COLUMN", "The column with the timestamps; found when not given.");
        Option<string[]> id = new("--id")
        {
            HelpName = "COLUMN",
            Description = "The column that tells the series of a file apart, or several (--id shop,product); found when not given.",
        };
        Option<string?> label = Text(
            "--class", "COLUMN", "The column with the class of each series; the proposed recipe then classifies.");
        Option<string?> target = Text("--target", "COLUMN", "The column that the proposed recipe forecasts; chosen when not given.");
        Option<int?> horizon = CommonOptions.ProposedHorizon();
        Option<char?> delimiter = Separator(
            "--delimiter", "The character between cells: comma, semicolon, tab, pipe or space (runs of blanks); found when not given.",
            ("comma", ','), ("semicolon", ';'), ("tab", '\t'), ("pipe", '|'), ("space", ' '));
        Option<int?> skip = CommonOptions.Lines("--skip-lines", "Lines before the header; found when not given.");
        Option<int?> skipEnd = CommonOptions.Lines("--skip-lines-end", "Lines behind the last row; found when not given.");
        Option<char?> point = Separator(
            "--decimal", "The decimal separator: point or comma; found when not given.", ("point", '.'), ("comma", ','));
        Option<string?> dates = Text(
            "--date-format", "FORMAT", "How dates are written, as a .NET format such as \"dd.MM.yyyy HH:mm\"; found when not given.");
        Option<string?> encoding = Text(
            "--encoding", "NAME", "The encoding of the text, such as shift_jis, gbk, koi8-r or windows-1250; found when not given.");
        Option<string?> zone = CommonOptions.TimeZone();
        Option<string?> duplicates = CommonOptions.Duplicates();
        Option<string?> orient = Text(
            "--orient", "HOW", "What a row of a table is: times-in-rows, or series-in-rows for a whole series; found when not given.");
        Option<string?> recipe = new("--recipe")
        {
            HelpName = "FILE",
            Description = "Write the proposed recipe to this file; without a name, to NAME.yaml after the file of series.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        Option<bool> force = new("--force") { Description = "Let --recipe replace a file that is there." };
        Option<bool> windows = new("--windows")
        {
            Description =
                "Of a recipe: show the rows and dates of the first, a middle and the last window of each part, inputs and targets apart.",
        };
        Option<bool> json = CommonOptions.Json("all that was found");
        var command = new Command(
            "inspect", "Show what is in a file of series (columns, times, gaps, outliers, seasons), and propose a recipe.")
        {
            what, time, id, label, target, horizon, delimiter, skip, skipEnd, point, dates, encoding, zone, duplicates, orient,
            recipe, force, windows, json,
        };
        command.SetStoppableAction(host, (result, stop) =>
        {
            using var screen = new Screen(host, result.GetValue(json));
            string path = result.GetRequiredValue(what);
            if (IsRecipe(path, result.GetValue(windows)))
            {
                ShowWindows(host, screen, path, stop);
                return ExitCodes.Done;
            }

            bool writes = result.GetResult(recipe) is { Implicit: false };
            if (AnalysisProgress.Show(screen, progress =>
            {
                progress.Begin($"Looking at {Path.GetFileName(path)}");
                return TextInspection.Find(path, result.GetValue(label), result.GetValue(target), stop);
            }) is { } text)
            {
                ShowText(host, screen, text, path, writes, result.GetValue(recipe), result.GetValue(force));
                return ExitCodes.Done;
            }

            CsvFrameOptions options = new()
            {
                TimeColumn = result.GetValue(time),
                IdColumns = result.GetValue(id) is { Length: > 0 } columns ? columns : null,
                ClassColumn = result.GetValue(label),
                Delimiter = result.GetValue(delimiter),
                SkipLines = result.GetValue(skip),
                SkipLinesEnd = result.GetValue(skipEnd),
                SeriesInRows = SeriesInRowsOf(result.GetValue(orient)),
                DecimalSeparator = result.GetValue(point),
                DateFormat = result.GetValue(dates),
                Encoding = result.GetValue(encoding),
                TimeZone = result.GetValue(zone),
                DuplicateTimestamps = CommonOptions.DuplicatesOf(result.GetValue(duplicates)) ?? DuplicateTimestamps.Refuse,
            };
            InspectedFile file = AnalysisProgress.Show(screen, progress =>
            {
                progress.Begin($"Reading {Path.GetFileName(path)}");
                return InspectedFile.Read(path, options, stop);
            });
            RecipeProposal proposal = RecipeProposal.For(
                file.ToSource(), result.GetValue(target), result.GetValue(horizon), stop);
            ProposedFile proposed = new(proposal.Name, proposal.Obstacle, proposal.ToYaml);
            string? written = writes ? proposed.Write(result.GetValue(recipe), result.GetValue(force), path) : null;
            if (screen.IsJson)
            {
                string? yaml = proposal.Obstacle is null ? proposal.ToYaml(ProposedFile.FolderOf(written)) : null;
                screen.Document(JsonFormatter.Format(
                    InspectionDocument.Of(file, proposal.Target, yaml, proposal.Obstacle), DisplayJson.Default.InspectionDocument));
            }
            else
            {
                InspectionDisplay.Draw(screen, file, proposal.Target);
            }

            if (written is not null)
            {
                ProposedFile.TellWritten(host, screen, written, ProposalDisplay.Guess(proposal));
            }
            else if (!screen.IsJson)
            {
                proposed.Show(screen, proposal.IsTargetGuessed ? "; the target is a guess" : "", ProposalDisplay.Trying);
            }

            return ExitCodes.Done;
        });
        return command;
    }

    private static bool? SeriesInRowsOf(string? orient) => orient switch
    {
        null => null,
        "series-in-rows" => true,
        "times-in-rows" => false,
        _ => throw new InputException($"--orient is \"{orient}\", but rows can be times-in-rows or series-in-rows: give one of them."),
    };

    /// <summary>A recipe's windows are looked at; what else is in it is in the file of series that it names.</summary>
    private static bool IsRecipe(string path, bool windows)
    {
        bool isRecipe = Path.GetExtension(path).ToLowerInvariant() is ".yaml" or ".yml";
        return (isRecipe && File.Exists(path), windows) switch
        {
            (true, false) => throw new InputException(
                $"{path} is a recipe. Add --windows to see which rows fall into its windows, or name the file of series that its data "
                + $"section names."),
            (_, true) when !isRecipe =>
                throw new InputException($"--windows shows the windows of a recipe, but {path} is none: name a YAML file."),
            _ => windows,
        };
    }

    private static void ShowWindows(CliHost host, Screen screen, string path, CancellationToken stop)
    {
        Recipe recipe = RecipeReader.Read(path);
        if (recipe.Task is not ForecastTask)
        {
            throw new InputException(
                $"{path} is about whole series, which have no windows. \"unroll summary {path}\" shows what goes into its network.");
        }

        // One after the other: of a walk forward, each fold prepares the series anew.
        IEnumerable<ForecastPlan> folds = ForecastPlan.Of(
            recipe, Runners.Create(host, screen).Read(recipe, cancellationToken: stop).Series);
        int count = recipe.EffectiveSplit is WalkForwardSplit walk ? walk.Folds : 1;
        if (screen.IsJson)
        {
            screen.Document(JsonFormatter.Format(WindowsDocument.Of(folds, count), DisplayJson.Default.WindowsDocument));
        }
        else
        {
            WindowsDisplay.Draw(screen, folds, count);
        }
    }

    private static void ShowText(CliHost host, Screen screen, TextInspection text, string path, bool writes, string? asked, bool force)
    {
        ProposedFile proposed = new(text.Name, text.Obstacle, text.ToYaml);
        string? written = writes ? proposed.Write(asked, force, path) : null;
        if (screen.IsJson)
        {
            screen.Document(text.Document(text.Obstacle is null ? text.ToYaml(ProposedFile.FolderOf(written)) : null));
        }
        else
        {
            text.Draw(screen);
        }

        if (written is not null)
        {
            ProposedFile.TellWritten(host, screen, written);
        }
        else if (!screen.IsJson)
        {
            proposed.Show(screen);
        }
    }

    private static Option<string?> Text(string name, string helpName, string description) =>
        new(name) { HelpName = helpName, Description = description };

    private static Option<char?> Separator(string name, string description, params (string Name, char Value)[] known) => new(name)
    {
        HelpName = "SEPARATOR",
        Description = description,
        CustomParser = result => Parse(result, name, known),
    };

    private static char? Parse(ArgumentResult result, string option, (string Name, char Value)[] known)
    {
        string text = result.Tokens[0].Value;
        foreach ((string name, char value) in known)
        {
            if (text == name || text == value.ToString() || (value == '\t' && text == "\\t"))
            {
                return value;
            }
        }

        result.AddError(
            $"{option} is \"{text}\", but must be {string.Join(", ", known[..^1].Select(choice => choice.Name))} or {known[^1].Name}.");
        return null;
    }
}
