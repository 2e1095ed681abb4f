using System.CommandLine;
using System.Globalization;
using Unroll.Cli.Display;
using Unroll.Cli.Running;
using Unroll.Tasks.Classification;
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
            if (Directory.Exists(path) ? RunArgument.IsClassifier(path) : RecipeReader.Read(path).Task == "classify")
            {
                ShowClassifier(screen, Directory.Exists(path) ? RunArgument.LoadClassifier(path) : ClassifierOf(host, screen, path));
                return ExitCodes.Done;
            }

            Forecaster forecaster = Directory.Exists(path) ? RunArgument.Load(path) : FromRecipe(host, screen, path);
            Recipe recipe = forecaster.Recipe;
            screen.Line($"{recipe.Name}: {recipe.Data.Target}, {recipe.Window.Length} steps in, {recipe.Window.Horizon} out");
            InspectionDisplay.Wrapped(screen, "", "  ", $"inputs at each step: {string.Join(", ", forecaster.InputNames)}");
            screen.Line();
            screen.Line(forecaster.Network.Summary().TrimEnd());
            if (recipe.Train.Networks > 1)
            {
                screen.Line(string.Create(CultureInfo.InvariantCulture, $"Forecasts are the mean of {recipe.Train.Networks} such networks."));
            }

            return ExitCodes.Done;
        });
        return command;
    }

    private static void ShowClassifier(Screen screen, Classifier classifier)
    {
        string classes = string.Join(", ", classifier.ClassNames);
        screen.Line(string.Create(CultureInfo.InvariantCulture, $"{classifier.Recipe.Name}: {classifier.SequenceLength} steps in, classes {classes} out"));
        InspectionDisplay.Wrapped(screen, "", "  ", $"inputs at each step: {string.Join(", ", classifier.InputNames)}");
        screen.Line();
        screen.Line(classifier.Networks[0].Summary().TrimEnd());
        if (classifier.Recipe.Train.Networks > 1)
        {
            screen.Line(string.Create(CultureInfo.InvariantCulture, $"Probabilities are the mean of {classifier.Recipe.Train.Networks} such networks."));
        }
    }

    // How many classes and columns there are is known from the data alone.
    private static Classifier ClassifierOf(CliHost host, Screen screen, string path)
    {
        Recipe recipe = RecipeReader.Read(path);
        Classifier classifier = Classifier.Create(recipe, recipe.Train.Seed);
        classifier.Prepare(RecipeData.Load(host, screen, recipe, dataFile: null), RecipeData.LoadTest(host, screen, recipe));
        return classifier;
    }

    private static Forecaster FromRecipe(CliHost host, Screen screen, string path)
    {
        Recipe recipe = RecipeReader.Read(path);
        Forecaster forecaster = Forecaster.Create(recipe, recipe.Train.Seed);
        if (recipe.Prepare.Steps.Count > 0 || recipe.Data.Statics.Count > 0)
        {
            // Steps may add columns by what the data hold, and texts that do not change become a column each.
            forecaster.Plan(RecipeData.Load(host, screen, recipe, dataFile: null));
        }

        return forecaster;
    }
}
