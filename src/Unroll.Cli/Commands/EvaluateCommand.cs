using System.CommandLine;
using Unroll.Cli.Display;
using Unroll.Cli.Running;
using Unroll.Series.Frames;
using Unroll.Tasks.Forecasting;
using Unroll.Tasks.Runs;

namespace Unroll.Cli.Commands;

/// <summary><c>unroll evaluate</c>: how well a trained network forecasts a file.</summary>
internal static class EvaluateCommand
{
    /// <summary>Creates the command.</summary>
    internal static Command Create(CliHost host)
    {
        Argument<string> run = RunArgument.Create();
        Option<string?> data = CommonOptions.Data("A CSV file with the columns that the network was trained on.", required: true);
        Option<bool> json = CommonOptions.Json("the metrics");
        var command = new Command("evaluate", "Walk forward through a file with the network of a run folder, and compare its forecasts with the truth.")
        {
            run, data, json,
        };
        command.SetAction(result =>
        {
            using var screen = new Screen(host, result.GetValue(json));
            Forecaster forecaster = RunArgument.Load(result.GetRequiredValue(run));
            SeriesSet series = RecipeData.Read(result.GetRequiredValue(data)!, forecaster.Recipe);
            IReadOnlyList<PartEvaluation> evaluations = forecaster.Evaluate(series);
            foreach (PartEvaluation evaluation in evaluations)
            {
                EvaluationDisplay.Draw(screen, evaluation, evaluation.Target, forecaster.Recipe.Data.Unit);
            }

            if (screen.IsJson)
            {
                screen.Document(RunMetrics.ToJson(forecaster, evaluations));
            }

            return ExitCodes.Done;
        });
        return command;
    }
}
