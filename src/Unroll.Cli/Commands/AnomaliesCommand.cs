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
        Option<string?> template = new("--template")
        {
            HelpName = "FILE",
            Description = "A file whose first column of numbers is the pattern to look for, with the methods template and matched-filter.",
        };
        Command command = AnalysisCommand.Create(
            host, "anomalies", "Find unusual values and stretches of each column, with scores and p-values.", "the anomalies",
            [method, window, template],
            parsed => new AnomalyAnalysis(new AnomalyAnalysisOptions
            {
                Method = MethodOf(parsed.GetValue(method)?.Name, parsed.GetValue(template)),
                Window = parsed.GetValue(window),
                Template = parsed.GetValue(template) is { } file ? AnalysisSource.Read(file).Columns[0].Values : [],
            }));
        return AnomalyStreamCommand.AddTo(command, host);
    }

    /// <summary>The method that is asked for; with a template, one that looks for it.</summary>
    private static string MethodOf(string? given, string? template) => (given, template) switch
    {
        (null, null) => AnomalyAnalysis.Methods[0],
        (null, _) => AnomalyAnalysis.TemplateMethods[0],
        (_, null) when AnomalyAnalysis.TemplateMethods.Contains(given) => throw new InputException(
            $"--method {given} looks for a pattern: give a file with its values as --template."),
        (_, not null) when !AnomalyAnalysis.TemplateMethods.Contains(given) => throw new InputException(
            $"--method {given} knows no template: take {string.Join(" or ", AnomalyAnalysis.TemplateMethods)}."),
        _ => given,
    };

    /// <summary>The name of a detector, as a value that an option may lack.</summary>
    private readonly record struct MethodName(string Name);
}
