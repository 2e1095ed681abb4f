using System.CommandLine;
using System.Globalization;
using Spectre.Console;
using Unroll.Cli.Display;
using Unroll.Cli.Running;
using Unroll.Tasks.Classification;
using Unroll.Tasks.Runs;

namespace Unroll.Cli.Commands;

/// <summary><c>unroll classify</c>: the class of each series of a file.</summary>
internal static class ClassifyCommand
{
    private const int SeriesShown = 31;

    /// <summary>Creates the command.</summary>
    internal static Command Create(CliHost host)
    {
        Argument<string> run = RunArgument.Create();
        Option<string?> data = CommonOptions.Data("A file of series with the columns that the network was trained on.", required: true);
        Option<string?> file = CommonOptions.Out("FILE", "Write class and probabilities of every series to this CSV file as well.");
        Option<bool> json = CommonOptions.Json("class and probabilities of every series");
        var command = new Command("classify", "Tell the class of each series of a file, and how probable each class is, with the network of a run folder.")
        {
            run, data, file, json,
        };
        command.SetAction(result =>
        {
            using var screen = new Screen(host, result.GetValue(json));
            Classifier classifier = RunArgument.LoadClassifier(result.GetRequiredValue(run));
            IReadOnlyList<ClassPrediction> predictions = classifier.Predict(RecipeData.ReadUnlabelled(result.GetRequiredValue(data)!, classifier.Recipe));
            if (result.GetValue(file) is { } path)
            {
                OutputFile.Write(path, ClassificationFiles.PredictionsCsv(classifier.ClassNames, [("", predictions)]));
            }

            if (screen.IsJson)
            {
                screen.Document(ClassificationMetrics.ToJson(classifier, predictions));
            }
            else
            {
                Show(screen, classifier, predictions, result.GetValue(file));
            }

            return ExitCodes.Done;
        });
        return command;
    }

    private static void Show(Screen screen, Classifier classifier, IReadOnlyList<ClassPrediction> predictions, string? file)
    {
        Table table = new() { Border = TableBorder.Simple };
        foreach (string heading in (string[])["series", "class", "probability"])
        {
            table.AddColumn(Markup.Escape(heading));
        }

        foreach (ClassPrediction prediction in predictions.Take(SeriesShown))
        {
            string probability = prediction.Probabilities[prediction.Predicted].ToString("0.000", CultureInfo.InvariantCulture);
            table.AddRow(Markup.Escape(prediction.Id), Markup.Escape(classifier.ClassNames[prediction.Predicted]), probability);
        }

        screen.Console.Write(table);
        if (predictions.Count > SeriesShown)
        {
            screen.Line(string.Create(CultureInfo.InvariantCulture, $"… and {predictions.Count - SeriesShown} more{(file is null ? ": --out FILE writes them all" : "")}"));
        }

        for (int c = 0; c < classifier.ClassNames.Count; c++)
        {
            screen.Line(string.Create(CultureInfo.InvariantCulture, $"{classifier.ClassNames[c]}: {predictions.Count(prediction => prediction.Predicted == c):N0} series"));
        }

        if (file is not null)
        {
            screen.Line($"Written to {file}");
        }
    }
}
