using System.Globalization;
using System.Text;
using Unroll.Formats;
using Unroll.Tasks.Classification;

namespace Unroll.Tasks.Runs;

/// <summary>The run folder of a classification: the same files as that of a forecast, see <see cref="RunFolder"/>.</summary>
public static class ClassificationFiles
{
    /// <summary>Writes all files of a run but the report: model, recipe, history, metrics and predictions. Each is written aside and renamed.</summary>
    /// <param name="folder">The folder; made if it is not there.</param>
    /// <param name="run">What came out.</param>
    /// <param name="classifier">The classifier, trained.</param>
    public static void Write(string folder, ClassificationRun run, Classifier classifier)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(classifier);
        Directory.CreateDirectory(folder);
        for (int i = 0; i < classifier.Networks.Count; i++)
        {
            classifier.Networks[i].Save(Path.Combine(folder, RunFolder.ModelFileOf(i)));
        }

        AtomicFile.WriteText(Path.Combine(folder, RunFolder.RecipeFile), run.RecipeTemplate);
        AtomicFile.WriteText(Path.Combine(folder, RunFolder.HistoryFile), RunFolder.HistoryCsv(run.Histories));
        AtomicFile.WriteText(
            Path.Combine(folder, RunFolder.PredictionsFile),
            PredictionsCsv(run.ClassNames, [.. run.Parts.Select(part => (part.Part, part.Predictions))]));
        AtomicFile.WriteText(Path.Combine(folder, RunFolder.MetricsFile), ClassificationMetrics.ToJson(run));
    }

    /// <summary>
    /// The text of <c>predictions.csv</c>: <c>id,part,class,predicted,probability_FIRST,…</c>, a line a series; the class is an empty cell where it
    /// is not known.
    /// </summary>
    /// <param name="classNames">Names of the classes.</param>
    /// <param name="parts">Name and predictions of each part; a name may be empty.</param>
    public static string PredictionsCsv(IReadOnlyList<string> classNames, IReadOnlyList<(string Part, IReadOnlyList<ClassPrediction> Predictions)> parts)
    {
        ArgumentNullException.ThrowIfNull(classNames);
        ArgumentNullException.ThrowIfNull(parts);
        StringBuilder text = new("id,part,class,predicted");
        foreach (string name in classNames)
        {
            text.Append(',').Append(Cell("probability_" + name));
        }

        text.Append('\n');
        foreach ((string part, IReadOnlyList<ClassPrediction> predictions) in parts)
        {
            foreach (ClassPrediction prediction in predictions)
            {
                text.Append(Cell(prediction.Id)).Append(',').Append(part).Append(',').Append(prediction.Actual is { } actual ? Cell(classNames[actual]) : "").Append(',')
                    .Append(Cell(classNames[prediction.Predicted]));
                foreach (float probability in prediction.Probabilities)
                {
                    text.Append(',').Append(probability.ToString("G9", CultureInfo.InvariantCulture));
                }

                text.Append('\n');
            }
        }

        return text.ToString();
    }

    private static string Cell(string text) =>
        text.AsSpan().ContainsAny(",\"\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
