using System.CommandLine;
using Unroll.Cli.Display;
using Unroll.Cli.Running;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Runs;

namespace Unroll.Cli.Commands;

/// <summary><c>unroll evaluate</c>: how well a trained network predicts a file.</summary>
internal static class EvaluateCommand
{
    /// <summary>Creates the command.</summary>
    internal static Command Create(CliHost host)
    {
        Argument<string> run = RunArgument.Create();
        Option<string?> data = CommonOptions.Data(
            "The file to evaluate on, with the columns that the network was trained on.", required: true);
        Option<string?> target = new("--target")
        {
            HelpName = "FILE",
            Description = "Of a translation of lines: the file with what each line of --data is translated to.",
        };
        Option<int> threads = CommonOptions.Threads();
        Option<bool> json = CommonOptions.Json("the metrics");
        Command command = new(
            "evaluate", "Score the network of a run folder on another file, beside the baselines.") { run, data,
                target, threads, json };
        command.SetStoppableAction(host, (result, stop) =>
        {
            using Screen screen = new(host, result.GetValue(json));
            Learner learner = RunArgument.Load(result.GetRequiredValue(run));
            PartEvaluation evaluation = Runners.Create(host, screen)
                .Evaluate(learner, result.GetRequiredValue(data)!, result.GetValue(threads), result.GetValue(target), stop);
            EvaluationDisplay.Draw(screen, evaluation, learner.Recipe.Data.Unit);
            if (screen.IsJson)
            {
                screen.Document(MetricsDocument.Of(learner, evaluation));
            }

            return ExitCodes.Done;
        });
        return command;
    }
}
