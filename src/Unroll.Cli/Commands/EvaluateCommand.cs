using System.CommandLine;
using Unroll.Cli.Display;
using Unroll.Cli.Running;
using Unroll.Series.Frames;
using Unroll.Tasks.Classification;
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
        Option<string?> data = CommonOptions.Data("A file with the columns that the network was trained on.", required: true);
        Option<bool> json = CommonOptions.Json("the metrics");
        var command = new Command("evaluate", "Compare what the network of a run folder says of a file with the truth: forecasts, walking forward, or classes.")
        {
            run, data, json,
        };
        command.SetAction(result =>
        {
            using var screen = new Screen(host, result.GetValue(json));
            string folder = result.GetRequiredValue(run);
            if (RunArgument.IsClassifier(folder))
            {
                EvaluateClassifier(screen, RunArgument.LoadClassifier(folder), result.GetRequiredValue(data)!);
                return ExitCodes.Done;
            }

            Forecaster forecaster = RunArgument.Load(folder);
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

    private static void EvaluateClassifier(Screen screen, Classifier classifier, string file)
    {
        ClassificationEvaluation evaluation = classifier.Evaluate(RecipeData.Read(file, classifier.Recipe));
        ClassificationDisplay.Draw(screen, evaluation);
        if (screen.IsJson)
        {
            screen.Document(ClassificationMetrics.ToJson(classifier, evaluation));
        }
    }
}
