using System.CommandLine;
using System.Globalization;
using Unroll.Cli.Display;
using Unroll.Cli.Running;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;

namespace Unroll.Cli.Commands;

/// <summary><c>unroll summary</c>: what network a recipe describes or a run folder holds.</summary>
internal static class SummaryCommand
{
    /// <summary>Creates the command.</summary>
    internal static Command Create(CliHost host)
    {
        Argument<string> what = new("RECIPE|RUN") { Description = "A recipe (a YAML file), or a run folder." };
        Command command = new(
            "summary", "Show the layers, output shapes and parameters of the network in a recipe or a run folder.") { what };
        command.SetStoppableAction(host, (result, stop) =>
        {
            using Screen screen = new(host, json: false);
            string path = result.GetRequiredValue(what);
            Learner learner = Directory.Exists(path)
                ? RunArgument.Load(path)
                : Runners.Create(host, screen).Plan(RecipeReader.Read(path), cancellationToken: stop);
            Recipe recipe = learner.Recipe;
            screen.Line(
                string.Create(CultureInfo.InvariantCulture, $"{recipe.Name}: task {recipe.Task.Name}, input {learner.Learned.InputShape}"));
            InspectionDisplay.Wrapped(screen, "", "  ", $"inputs at each step: {string.Join(", ", learner.InputNames)}");
            foreach (NetworkInput input in learner.Learned.Inputs.Skip(1))
            {
                InspectionDisplay.Wrapped(screen, "", "  ", $"input {input.Name} {input.Shape}: {string.Join(", ", input.Features)}");
            }

            screen.Line();
            screen.Line(string.Join("\n", learner.NetworkSummaries).TrimEnd());
            int networks = recipe.NetworkCount;
            if (networks > 1)
            {
                screen.Line($"Predictions are the mean of {CountFormatter.Format(networks, "such networks")}.");
            }

            return ExitCodes.Done;
        });
        return command;
    }
}
