using System.CommandLine;
using Unroll.Tasks.Forecasting;
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
        if (File.Exists(folder))
        {
            throw new InputException(
                $"{folder} is a file, but a run folder was expected: the folder that \"unroll train\" names at its end, with a {RunFolder.ModelFile} in it.");
        }

        if (!Directory.Exists(folder))
        {
            throw new InputException($"There is no run folder {folder}. \"unroll train RECIPE\" makes one, and names it at its end.");
        }

        return Forecaster.Load(folder);
    }
}
