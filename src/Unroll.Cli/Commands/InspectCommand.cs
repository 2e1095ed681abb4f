using System.CommandLine;
using System.CommandLine.Parsing;
using Unroll.Cli.Display;
using Unroll.Cli.Running;
using Unroll.Series.Reading;

namespace Unroll.Cli.Commands;

/// <summary><c>unroll inspect</c>: what is in a file, before anything is done with it, and a recipe to start from.</summary>
internal static class InspectCommand
{
    /// <summary>Creates the command.</summary>
    internal static Command Create(CliHost host)
    {
        var what = new Argument<string>("FILE") { Description = "A file of series, of any format that is read." };
        Option<string?> time = Text("--time", "COLUMN", "The column with the timestamps; found when not given.");
        Option<string?> id = Text("--id", "COLUMN", "The column that tells series apart, where a file has many.");
        Option<string?> target = Text("--target", "COLUMN", "The column that the proposed recipe forecasts; chosen when not given.");
        Option<char?> delimiter = Separator(
            "--delimiter", "The character between cells: comma, semicolon, tab or pipe; found when not given.",
            ("comma", ','), ("semicolon", ';'), ("tab", '\t'), ("pipe", '|'));
        Option<char?> point = Separator("--decimal", "The decimal separator: point or comma; found when not given.", ("point", '.'), ("comma", ','));
        Option<string?> dates = Text("--date-format", "FORMAT", "How dates are written, as a .NET format such as \"dd.MM.yyyy HH:mm\"; found when not given.");
        Option<string?> recipe = new("--recipe")
        {
            HelpName = "FILE",
            Description = "Write the proposed recipe to this file; NAME.yaml, after the file of series, when none is named.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        Option<bool> force = new("--force") { Description = "Let --recipe replace a file that is there." };
        Option<bool> json = CommonOptions.Json("all that was found");
        var command = new Command("inspect", "Show what is in a file: columns, time, gaps, outliers, seasons; and propose a recipe.")
        {
            what, time, id, target, delimiter, point, dates, recipe, force, json,
        };
        command.SetAction(result =>
        {
            using var screen = new Screen(host, result.GetValue(json));
            string path = result.GetRequiredValue(what);
            RefuseRecipe(path);
            bool writes = result.GetResult(recipe) is { Implicit: false };
            InspectedFile file = InspectReading.Read(path, new CsvFrameOptions
            {
                TimeColumn = result.GetValue(time),
                IdColumn = result.GetValue(id),
                Delimiter = result.GetValue(delimiter),
                DecimalSeparator = result.GetValue(point),
                DateFormat = result.GetValue(dates),
            });
            RecipeProposal proposal = RecipeProposal.For(file, result.GetValue(target));
            string? written = writes ? Write(proposal, result.GetValue(recipe), result.GetValue(force)) : null;
            if (screen.IsJson)
            {
                screen.Document(InspectionDocument.Of(file, proposal.Obstacle is null ? proposal.Text(FolderOf(written)) : null, proposal.Obstacle));
            }
            else
            {
                InspectionDisplay.Draw(screen, file, proposal.Target);
            }

            Conclude(host, screen, file, proposal, written);
            return ExitCodes.Done;
        });
        return command;
    }

    /// <summary>A recipe is no file of series; a YAML file that is no recipe is told to be none when it is read.</summary>
    private static void RefuseRecipe(string path)
    {
        if (Path.GetExtension(path).ToLowerInvariant() is ".yaml" or ".yml" && File.Exists(path))
        {
            throw new InputException($"{path} is a recipe, but a file of series was expected: name the file that its data section names. \"unroll summary {path}\" shows the recipe's network.");
        }
    }

    private static string Write(RecipeProposal proposal, string? asked, bool force)
    {
        if (proposal.Obstacle is { } obstacle)
        {
            throw new InputException($"--recipe: no recipe can be proposed, as {obstacle}. docs/recipes.md tells how to write one.");
        }

        string path = asked ?? $"{proposal.Name}.yaml";
        if (Path.Exists(path) && !force)
        {
            throw new InputException($"--recipe: {path} is there already. Name another file, or add --force to replace it.");
        }

        OutputFile.Write(path, proposal.Text(FolderOf(path)));
        return path;
    }

    private static void Conclude(CliHost host, Screen screen, InspectedFile file, RecipeProposal proposal, string? written)
    {
        string command = host.Variable("UNROLL_LAUNCHER") is { Length: > 0 } launcher ? launcher : "unroll";
        if (written is not null)
        {
            screen.Line();
            screen.Line($"Recipe  {written}");
            screen.Line($"Train   {command} train {written}");
        }
        else if (!screen.IsJson)
        {
            screen.Line();
            if (proposal.Obstacle is { } obstacle)
            {
                screen.Line($"No recipe is proposed: {obstacle}.");
                return;
            }

            screen.Line($"A recipe to start from (--recipe {proposal.Name}.yaml writes it):");
            screen.Line();
            foreach (string line in proposal.Text(FolderOf(null)).TrimEnd().Split('\n'))
            {
                screen.Line($"  {line}");
            }
        }
    }

    private static string FolderOf(string? path) => Path.GetDirectoryName(Path.GetFullPath(path ?? "recipe.yaml")) ?? ".";

    private static Option<string?> Text(string name, string helpName, string description) => new(name) { HelpName = helpName, Description = description };

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

        result.AddError($"{option} is \"{text}\", but must be {string.Join(", ", known[..^1].Select(one => one.Name))} or {known[^1].Name}.");
        return null;
    }
}
