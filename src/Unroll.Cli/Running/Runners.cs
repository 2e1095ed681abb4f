using Unroll.Cli.Databases;
using Unroll.Cli.Display;
using Unroll.Reports;
using Unroll.Tasks.Running;

namespace Unroll.Cli.Running;

/// <summary>
/// The runner of the command: data sets are downloaded where need be, databases opened by their providers, and each run has its report.
/// </summary>
internal static class Runners
{
    /// <summary>Creates it.</summary>
    internal static RecipeRunner Create(CliHost host, Screen screen) => new(new RunnerOptions
    {
        DataSetFile = dataSet => DataSetFetcher.Get(host, screen, dataSet),
        OpenDatabase = DbProviders.Opener(host.Variable),
        WriteReport = ReportWriter.Write,
        Clock = host.Clock,
    });
}
