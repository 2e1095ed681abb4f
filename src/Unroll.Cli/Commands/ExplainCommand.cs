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

            screen.Line((wanted is null ? RecipeGuide.List() : RecipeGuide.Explain(wanted)).TrimEnd());
            return ExitCodes.Done;
        });
        return command;
    }
}
