using System.CommandLine;
using Unroll.Cli.Display;
using Unroll.Tasks.Forecasting;
using Unroll.Tasks.Recipes;

namespace Unroll.Cli.Commands;

/// <summary><c>unroll summary</c>: what network a recipe describes or a run folder holds.</summary>
internal static class SummaryCommand
{
    /// <summary>Creates the command.</summary>
    internal static Command Create(CliHost host)
    {
        var what = new Argument<string>("RECIPE|RUN") { Description = "A recipe, or a run folder." };
        var command = new Command("summary", "Show the layers, output shapes and parameters of the network of a recipe or of a run folder.") { what };
        command.SetAction(result =>
        {
            using var screen = new Screen(host, json: false);
            string path = result.GetRequiredValue(what);
            Forecaster forecaster = Directory.Exists(path) ? RunArgument.Load(path) : FromRecipe(path);
            Recipe recipe = forecaster.Recipe;
            screen.Line($"{recipe.Name}: {recipe.Data.Target}, {recipe.Window.Length} steps in, {recipe.Window.Horizon} out");
            screen.Line($"inputs at each step: {string.Join(", ", forecaster.InputNames)}");
            screen.Line();
            screen.Line(forecaster.Network.Summary().TrimEnd());
            return ExitCodes.Done;
        });
        return command;
    }

    private static Forecaster FromRecipe(string path)
    {
        Recipe recipe = RecipeReader.Read(path);
        return Forecaster.Create(recipe, recipe.Train.Seed);
    }
}
