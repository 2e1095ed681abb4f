using System.CommandLine;
using System.CommandLine.Parsing;
using Unroll.Catalogue;
using Unroll.Tasks.Generation;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Translation;

namespace Unroll.Cli.Commands;

/// <summary>All commands and options: what the parser, the help and the test of docs/cli.md go by.</summary>
internal static class CommandTree
{
    /// <summary>Creates the tree.</summary>
    /// <param name="host">What the commands run in.</param>
    internal static RootCommand Create(CliHost host)
    {
        var root = new RootCommand(
            "Recurrent networks for time series: from a file of series to a trained network and a report.\n\n"
            + "New here? Type: unroll quickstart")
        {
            QuickstartCommand.Create(host),
            InspectCommand.Create(host),
            TrainCommand.Create(host),
        };
        foreach (Entry<LearningTask> task in LearningTask.Catalogue.Entries)
        {
            root.Add(task.Type == typeof(GenerationTask) ? GenerateCommand.Create(host)
                : task.Type == typeof(TranslationTask) ? TranslateCommand.Create(host) : PredictCommand.Create(host, task));
        }

        root.Add(TrendCommand.Create(host));
        root.Add(DecomposeCommand.Create(host));
        root.Add(PeriodsCommand.Create(host));
        root.Add(ChangePointsCommand.Create(host));
        root.Add(AnomaliesCommand.Create(host));
        root.Add(StateSpaceCommand.Create(host));
        root.Add(StatesCommand.Create(host));
        root.Add(EvaluateCommand.Create(host));
        root.Add(SummaryCommand.Create(host));
        root.Add(ExplainCommand.Create(host));
        root.Add(LessonCommand.Create(host));
        root.Add(SchemaCommand.Create(host));
        root.Add(DataCommand.Create(host));
        root.HelpName = "unroll";
        return root;
    }

    /// <summary>Names of the commands that lead to a result's command, the root left out, for example <c>data get</c>.</summary>
    internal static IEnumerable<string> PathOf(CommandResult result)
    {
        var names = new Stack<string>();
        for (SymbolResult? current = result; current is CommandResult { Parent: not null } command; current = command.Parent)
        {
            names.Push(command.Command.Name);
        }

        return names;
    }
}
