using System.CommandLine;
using Unroll.Tasks.Analysing;

namespace Unroll.Cli.Commands;

/// <summary><c>unroll anomalies</c>: unusual values and stretches of a series.</summary>
internal static class AnomaliesCommand
{
    private const int LongestWindow = 100_000;

    /// <summary>Creates the command.</summary>
    internal static Command Create(CliHost host)
    {
        Option<MethodName?> method = AnalysisCommand.Choice<MethodName>(
            "--method", "The detector", [.. AnomalyAnalysis.Methods.Select(name => KeyValuePair.Create(name, new MethodName(name)))]);
        Option<int?> window = CommonOptions.Number(
            "--window", "Rows of a window, for methods that look at windows; by the method when not given.", 3, LongestWindow);
        return AnalysisCommand.Create(
            host, "anomalies", "Find unusual values and stretches of each column, with scores and p-values.", "the anomalies",
            [method, window],
            parsed => new AnomalyAnalysis(new AnomalyAnalysisOptions
            {
                Method = parsed.GetValue(method)?.Name ?? AnomalyAnalysis.Methods[0],
                Window = parsed.GetValue(window),
            }));
    }

    /// <summary>The name of a detector, as a value that an option may lack.</summary>
    private readonly record struct MethodName(string Name);
}
