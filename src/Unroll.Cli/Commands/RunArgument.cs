using System.CommandLine;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Runs;

namespace Unroll.Cli.Commands;

/// <summary>The argument that names a run folder.</summary>
internal static class RunArgument
{
    /// <summary>Creates the argument.</summary>
    internal static Argument<string> Create() => new("RUN") { Description = "A run folder, as \"unroll train\" writes it." };

    /// <summary>Loads what a run folder holds.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="task">Name of the task that it has to be of; null for any.</param>
    /// <exception cref="InputException">There is no such folder, no usable run in it, or one of another task.</exception>
    internal static Learner Load(string folder, string? task = null)
    {
        Learner learner = Load(folder, Learner.Load);
        string own = learner.Recipe.Task.Name;
        return task is null || own == task
            ? learner
            : throw new InputException(
                $"{folder} holds a run of task: {own}, which another command predicts with: unroll {own} {folder} "
                + $"{learner.Recipe.Task.CommandArguments}.");
    }

    /// <summary>Loads what a run folder holds as the learner of its task.</summary>
    /// <typeparam name="TLearner">The learner.</typeparam>
    /// <param name="folder">The folder.</param>
    /// <param name="load">Loads it.</param>
    /// <exception cref="InputException">There is no such folder, no usable run in it, or one of another task.</exception>
    internal static TLearner Load<TLearner>(string folder, Func<string, TLearner> load)
        where TLearner : Learner
    {
        if (File.Exists(folder))
        {
            throw new InputException(
                $"{folder} is a file, but a run folder was expected: the folder that \"unroll train\" names at its end, with a "
                + $"{RunFolder.ModelFile} in it.");
        }

        if (!Directory.Exists(folder))
        {
            throw new InputException($"There is no run folder {folder}. \"unroll train RECIPE\" makes one, and names it at its end.");
        }

        return load(folder);
    }
}
