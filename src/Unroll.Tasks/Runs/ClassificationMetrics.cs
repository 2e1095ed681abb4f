using System.Text.Json;
using Unroll.Tasks.Classification;
using Unroll.Tasks.Evaluation;

namespace Unroll.Tasks.Runs;

/// <summary>The document of <c>metrics.json</c> of a classification. A number that is not finite is written as null.</summary>
public static class ClassificationMetrics
{
    /// <summary>What a training came to.</summary>
    /// <param name="run">The run.</param>
    /// <returns>Indented JSON, ending with a line break.</returns>
    public static string ToJson(ClassificationRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return RunMetrics.Write(json =>
        {
            json.WriteString("name", run.Name);
            json.WriteString("task", run.Recipe.Task);
            WriteTexts(json, "classes", run.ClassNames);
            json.WriteNumber("seed", run.Seed);
            json.WriteNumber("threads", run.Threads);
            json.WriteNumber("parameters", run.ParameterCount);
            json.WriteNumber("networks", run.Histories.Count);
            json.WriteNumber("epochs", run.History.Epochs.Count);
            RunMetrics.WriteNullable(json, "best_epoch", run.History.BestEpoch);
            json.WriteString("stop_reason", RunMetrics.Name(run.History.StopReason));
            json.WriteBoolean("interrupted", run.Interrupted);
            RunMetrics.WriteFinite(json, "training_seconds", Math.Round(run.TrainingSeconds, 3));
            RunMetrics.WriteFinite(json, "waiting_seconds", Math.Round(run.Histories.Sum(history => history.WaitingTime.TotalSeconds), 3));
            WriteTexts(json, "inputs", run.InputNames);
            json.WriteNumber("sequence_length", run.SequenceLength);
            json.WriteStartObject("series");
            foreach (ClassCounts part in run.PartCounts)
            {
                json.WriteNumber(part.Name, part.Series);
            }

            json.WriteEndObject();
            foreach (string part in (string[])["test", "validation"])
            {
                WritePart(json, part, run.Part(part));
            }
        });
    }

    /// <summary>The document of an evaluation of a file: its scores, shaped as the test part of a run's.</summary>
    /// <param name="classifier">The classifier.</param>
    /// <param name="evaluation">What came out.</param>
    public static string ToJson(Classifier classifier, ClassificationEvaluation evaluation)
    {
        ArgumentNullException.ThrowIfNull(classifier);
        ArgumentNullException.ThrowIfNull(evaluation);
        return RunMetrics.Write(json =>
        {
            json.WriteString("name", classifier.Recipe.Name);
            json.WriteString("task", classifier.Recipe.Task);
            WriteTexts(json, "classes", classifier.ClassNames);
            WritePart(json, evaluation.Part, evaluation);
        });
    }

    /// <summary>The document of predictions: a class and its probabilities a series.</summary>
    /// <param name="classifier">The classifier.</param>
    /// <param name="predictions">What came out.</param>
    public static string ToJson(Classifier classifier, IReadOnlyList<ClassPrediction> predictions)
    {
        ArgumentNullException.ThrowIfNull(classifier);
        ArgumentNullException.ThrowIfNull(predictions);
        return RunMetrics.Write(json =>
        {
            json.WriteString("name", classifier.Recipe.Name);
            json.WriteString("task", classifier.Recipe.Task);
            WriteTexts(json, "classes", classifier.ClassNames);
            json.WriteStartArray("series");
            foreach (ClassPrediction prediction in predictions)
            {
                json.WriteStartObject();
                json.WriteString("id", prediction.Id);
                json.WriteString("predicted", classifier.ClassNames[prediction.Predicted]);
                json.WriteStartArray("probabilities");
                foreach (float probability in prediction.Probabilities)
                {
                    json.WriteNumberValue(probability);
                }

                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndArray();
        });
    }

    private static void WritePart(Utf8JsonWriter json, string name, ClassificationEvaluation? part)
    {
        if (part is null)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartObject(name);
        WriteScores(json, part.Model);
        json.WriteStartArray("by_class");
        foreach (ClassScores scores in part.Model.Classes)
        {
            json.WriteStartObject();
            json.WriteString("class", scores.Name);
            json.WriteNumber("series", scores.Support);
            RunMetrics.WriteFinite(json, "precision", scores.Precision);
            RunMetrics.WriteFinite(json, "recall", scores.Recall);
            RunMetrics.WriteFinite(json, "f1", scores.F1);
            RunMetrics.WriteFinite(json, "roc_auc", scores.RocAuc);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("confusion");
        foreach (IReadOnlyList<int> row in part.Model.Confusion)
        {
            json.WriteStartArray();
            foreach (int count in row)
            {
                json.WriteNumberValue(count);
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteStartObject("baselines");
        json.WriteStartObject(ClassificationEvaluation.MajorityName);
        WriteScores(json, part.Majority);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteScores(Utf8JsonWriter json, ClassificationScores scores)
    {
        json.WriteNumber("series", scores.Count);
        RunMetrics.WriteFinite(json, "accuracy", scores.Accuracy);
        RunMetrics.WriteFinite(json, "balanced_accuracy", scores.BalancedAccuracy);
        RunMetrics.WriteFinite(json, "macro_f1", scores.MacroF1);
        RunMetrics.WriteFinite(json, "roc_auc", scores.RocAuc);
        RunMetrics.WriteFinite(json, "log_loss", scores.LogLoss);
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(name);
        foreach (string text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }
}
