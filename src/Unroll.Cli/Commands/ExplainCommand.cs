using System.CommandLine;
using Unroll.Cli.Display;
using Unroll.Tasks.Guide;

namespace Unroll.Cli.Commands;

/// <summary><c>unroll explain</c>: what a building block or a key of a recipe is.</summary>
internal static class ExplainCommand
{
    /// <summary>Creates the command.</summary>
    internal static Command Create(CliHost host)
    {
        Argument<string?> name = new("NAME")
        {
            Description =
                "A word of recipes: a building block (lstm), a kind of them (regularizer), a key (train.learning-rate), a setting (from) "
                + "or a value; all blocks are listed when not given.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        Command command = new(
            "explain",
            "Explain a word of recipes, with its settings, ranges, defaults, formula and an example.") { name };
        command.SetAction(result =>
        {
            using Screen screen = new(host, json: false);
            string? wanted = result.GetValue(name);
            if (wanted is not null && Directory.Exists(wanted))
            {
                throw new InputException(
                    $"{wanted} is a folder. What the network of a run looks at is explained with data (explain RUN --data FILE), which "
                    + $"this version does not do yet; here name a building block or a key, for example: unroll explain lstm");
            }

            foreach (string line in (wanted is null ? RecipeGuide.List() : RecipeGuide.Explain(wanted)).TrimEnd().Split('\n'))
            {
                Write(screen, line);
            }

            return ExitCodes.Done;
        });
        return command;
    }

    /// <summary>Writes a line, wrapped below its text, which stands behind a name in most; an example can be copied as it is.</summary>
    private static void Write(Screen screen, string line)
    {
        int text = line.Length - line.TrimStart().Length;
        if (line.AsSpan(text).StartsWith("example:"))
        {
            screen.Line(line);
            return;
        }

        int gap = line.IndexOf("  ", text, StringComparison.Ordinal);
        int begin = gap < 0 ? text : gap + line[gap..].Length - line[gap..].TrimStart().Length;
        InspectionDisplay.Wrapped(screen, line[..begin], new string(' ', gap < 0 ? text + 2 : begin), line[begin..]);
    }
}
