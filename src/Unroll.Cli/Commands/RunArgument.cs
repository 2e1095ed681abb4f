using System.CommandLine;
using Unroll.Tasks.Classification;
using Unroll.Tasks.Forecasting;
using Unroll.Tasks.Recipes;
using Unroll.Tasks.Runs;

namespace Unroll.Cli.Commands;

/// <summary>The argument that names a run folder.</summary>
internal static class RunArgument
{
    /// <summary>Creates the argument.</summary>
    internal static Argument<string> Create() => new("RUN") { Description = "A run folder, as \"unroll train\" writes it." };

    /// <summary>Loads the forecaster of a run folder.</summary>
    /// <exception cref="InputException">There is no such folder, or no usable run in it.</exception>
    internal static Forecaster Load(string folder)
    {
        RequireFolder(folder);
        return Forecaster.Load(folder);
    }

    /// <summary>Loads the classifier of a run folder.</summary>
    /// <exception cref="InputException">There is no such folder, or no usable run in it.</exception>
    internal static Classifier LoadClassifier(string folder)
    {
        RequireFolder(folder);
        return Classifier.Load(folder);
    }

    /// <summary>Whether a run folder is of a classification.</summary>
    /// <exception cref="InputException">There is no such folder, or its recipe cannot be read.</exception>
    internal static bool IsClassifier(string folder)
    {
        RequireFolder(folder);
        string recipe = Path.Combine(folder, RunFolder.RecipeFile);
        return File.Exists(recipe) && RecipeReader.Read(recipe).Task == "classify";
    }

    private static void RequireFolder(string folder)
    {
        if (File.Exists(folder))
        {
            throw new InputException(
                $"{folder} is a file, but a run folder was expected: the folder that \"unroll train\" names at its end, with a {RunFolder.ModelFile} in it.");
        }

        if (!Directory.Exists(folder))
        {
            throw new InputException($"There is no run folder {folder}. \"unroll train RECIPE\" makes one, and names it at its end.");
        }
    }
}
