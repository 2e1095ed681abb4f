using System.CommandLine;
using Unroll.Cli.Display;
using Unroll.Cli.Running;
using Unroll.Tasks.Recipes;
using Unroll.Tasks.Running;
using Unroll.Tasks.Runs;

namespace Unroll.Cli.Commands;

/// <summary><c>unroll quickstart</c>: a whole run on the generated series, to see what there is to see within a minute.</summary>
internal static class QuickstartCommand
{
    private const string ResourceName = "Unroll.Cli.Recipes.quickstart.yaml";

    /// <summary>Creates the command.</summary>
    internal static Command Create(CliHost host)
    {
        Option<string?> folder = CommonOptions.Out("DIR", "The run folder; runs/quickstart-DATE-TIME when not given.");
        Option<ulong?> seed = CommonOptions.Seed();
        Option<int> threads = CommonOptions.Threads();
        Option<bool> json = CommonOptions.Json("the metrics");
        Command command = new(
            "quickstart", "Train an LSTM on a generated series and write a report, in under a minute; needs no data.")
        {
            folder, seed, threads, json,
        };
        command.SetAction(result =>
        {
            using Screen screen = new(host, result.GetValue(json));
            screen.Line(
                "Welcome to Unroll. This trains a small LSTM network on a made-up series: the daily electricity load of a country,");
            screen.Line("with a trend, a weekly and a yearly season, holidays and noise. It looks at 28 days and forecasts the next one.");
            screen.Line();
            RecipeRunner runner = Runners.Create(host, screen);
            int code = TrainingSession.Run(
                host,
                screen,
                request =>
                    runner.Train(
                        ReadRecipe(),
                        request with
                        {
                            Folder = result.GetValue(folder),
                            Seed = result.GetValue(seed),
                            Threads = result.GetValue(threads)
                        }),
                out RunResult run);
            ShowWhatNext(host, screen, run.Folder);
            return code;
        });
        return command;
    }

    /// <summary>The recipe that comes with the command.</summary>
    internal static Recipe ReadRecipe()
    {
        using Stream stream = typeof(QuickstartCommand).Assembly.GetManifestResourceStream(ResourceName)
            ?? throw new InvalidOperationException($"The assembly lacks its resource {ResourceName}.");
        using StreamReader reader = new(stream);
        return RecipeReader.Parse(reader.ReadToEnd(), "quickstart.yaml");
    }

    private static void ShowWhatNext(CliHost host, Screen screen, string folder)
    {
        string command = host.CommandName;
        screen.Line();
        screen.Line("Open the report in a browser. Then try:");
        screen.Line($"  {command} forecast {folder} --data \"$({command} data path sample)\" --horizon 14");
        screen.Line($"  {command} summary {folder}");
        screen.Line(
            $"  {command} train {Path.Combine(folder, RunFolder.RecipeFile)} --data YOUR.csv     (after you have changed the recipe to "
            + $"your columns)");
    }
}
