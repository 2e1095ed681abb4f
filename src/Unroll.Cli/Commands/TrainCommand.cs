using System.CommandLine;
using Unroll.Cli.Display;
using Unroll.Cli.Running;
using Unroll.Tasks.Recipes;

namespace Unroll.Cli.Commands;

/// <summary><c>unroll train</c>: from a recipe to a run folder.</summary>
internal static class TrainCommand
{
    /// <summary>Creates the command.</summary>
    internal static Command Create(CliHost host)
    {
        var recipe = new Argument<string>("RECIPE") { Description = "The recipe, a YAML file, for example examples/energy.yaml." };
        Option<string?> data = CommonOptions.Data("A CSV file to learn from instead of the recipe's data.");
        Option<ulong?> seed = CommonOptions.Seed();
        Option<int> threads = CommonOptions.Threads();
        Option<string?> folder = CommonOptions.Out("DIR", "The run folder; runs/NAME-DATE-TIME when not given. An earlier run there is replaced.");
        Option<bool> json = CommonOptions.Json("metrics.json");
        var command = new Command("train", "Train a network by a recipe, evaluate it beside naive forecasts, and write a run folder with a report.")
        {
            recipe, data, seed, threads, folder, json,
        };
        command.SetAction(result =>
        {
            using var screen = new Screen(host, result.GetValue(json));
            var job = new TrainingJob(host, screen)
            {
                DataFile = result.GetValue(data),
                Folder = result.GetValue(folder),
                Seed = result.GetValue(seed),
                Threads = result.GetValue(threads),
            };
            return job.Run(RecipeReader.Read(result.GetRequiredValue(recipe)));
        });
        return command;
    }
}
