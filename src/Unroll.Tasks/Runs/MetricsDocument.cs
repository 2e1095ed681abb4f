using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Unroll.Tasks.Learning;
using Unroll.Training;

namespace Unroll.Tasks.Runs;

/// <summary>
/// The document of <c>metrics.json</c>, the same for every task: <c>test</c>, <c>validation</c> and <c>baselines.NAME</c> with the same
/// measures in each, and the task's facts beside them. A number that is not finite is written as null.
/// </summary>
public static class MetricsDocument
{
    private static readonly JsonWriterOptions _options = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The document of a training.</summary>
    /// <param name="run">The run.</param>
    /// <returns>Indented JSON, ending with a line break.</returns>
    public static string Of(TrainingRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return Write(json =>
        {
            json.WriteString("name", run.Name);
            json.WriteString("task", run.Recipe.Task.Name);
            WriteFacts(json, run.Facts);
            json.WriteNumber("seed", run.Seed);
            json.WriteNumber("threads", run.Threads);
            json.WriteNumber("parameters", run.ParameterCount);
            json.WriteNumber("networks", run.Histories.Count);
            json.WriteNumber("epochs", run.History.Epochs.Count);
            WriteNullable(json, "best_epoch", run.History.BestEpoch);
            json.WriteString("stop_reason", Name(run.History.StopReason));
            json.WriteBoolean("interrupted", run.Interrupted);
            WriteNumber(json, "training_seconds", Math.Round(run.TrainingSeconds, 3));
            WriteNumber(json, "waiting_seconds", Math.Round(run.Histories.Sum(history => history.WaitingTime.TotalSeconds), 3));
            json.WriteStartArray("inputs");
            foreach (string name in run.InputNames)
            {
                json.WriteStringValue(name);
            }

            json.WriteEndArray();
            json.WriteStartObject("parts");
            foreach (PartSummary part in run.Parts)
            {
                json.WriteNumber(part.Name, part.Samples);
            }

            json.WriteEndObject();
            WritePart(json, "test", run.Test);
            WritePart(json, "validation", run.Validation);
            WriteBaselines(json, "baselines", run.Test);
            WriteBaselines(json, "validation_baselines", run.Validation);
            if (run.Folds.Count > 0)
            {
                json.WriteStartArray("folds");
                foreach (PartEvaluation fold in run.Folds)
                {
                    WritePart(json, null, fold);
                }

                json.WriteEndArray();
            }

            json.WriteStartArray("warnings");
            foreach (string warning in run.Warnings)
            {
                json.WriteStringValue(warning);
            }

            json.WriteEndArray();
        });
    }

    /// <summary>The document of an evaluation on further data, shaped as the test part of a run.</summary>
    /// <param name="learner">The learner.</param>
    /// <param name="evaluation">The evaluation.</param>
    public static string Of(Learner learner, PartEvaluation evaluation)
    {
        ArgumentNullException.ThrowIfNull(learner);
        ArgumentNullException.ThrowIfNull(evaluation);
        return Write(json =>
        {
            WriteHead(json, learner);
            WritePart(json, evaluation.Part, evaluation);
            WriteBaselines(json, "baselines", evaluation);
        });
    }

    /// <summary>The document of predictions: the task's own, or a list of rows.</summary>
    /// <param name="learner">The learner.</param>
    /// <param name="predictions">The predictions.</param>
    public static string Of(Learner learner, PredictionTable predictions)
    {
        ArgumentNullException.ThrowIfNull(learner);
        ArgumentNullException.ThrowIfNull(predictions);
        return Write(json =>
        {
            WriteHead(json, learner);
            if (predictions.Json is { } own)
            {
                own(json);
                return;
            }

            json.WriteStartArray("predictions");
            foreach (IReadOnlyList<object?> row in predictions.Rows)
            {
                json.WriteStartObject();
                for (int i = 0; i < row.Count; i++)
                {
                    WriteCell(json, predictions.Columns[i], row[i]);
                }

                json.WriteEndObject();
            }

            json.WriteEndArray();
        });
    }

    /// <summary>
    /// Writes a number; null where it is not finite. Nine significant digits are plenty for a score, and keep the document readable.
    /// </summary>
    /// <param name="json">Within an object.</param>
    /// <param name="name">Name of the field.</param>
    /// <param name="value">The number.</param>
    public static void WriteNumber(Utf8JsonWriter json, string name, double value)
    {
        ArgumentNullException.ThrowIfNull(json);
        if (double.IsFinite(value))
        {
            json.WriteNumber(name, double.Parse(value.ToString("G9", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture));
        }
        else
        {
            json.WriteNull(name);
        }
    }

    /// <summary>Writes scores as fields.</summary>
    /// <param name="json">Within an object.</param>
    /// <param name="scores">The scores.</param>
    public static void WriteScores(Utf8JsonWriter json, Scores scores)
    {
        ArgumentNullException.ThrowIfNull(scores);
        foreach (Score score in scores)
        {
            WriteNumber(json, score.Name, score.Value);
        }
    }

    private static string Write(Action<Utf8JsonWriter> fields)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream, _options))
        {
            json.WriteStartObject();
            fields(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    private static void WriteHead(Utf8JsonWriter json, Learner learner)
    {
        json.WriteString("name", learner.Recipe.Name);
        json.WriteString("task", learner.Recipe.Task.Name);
        WriteFacts(json, learner.Learned.Facts());
    }

    private static void WriteFacts(Utf8JsonWriter json, JsonObject facts)
    {
        foreach ((string name, JsonNode? value) in facts)
        {
            json.WritePropertyName(name);
            if (value is null)
            {
                json.WriteNullValue();
            }
            else
            {
                value.WriteTo(json);
            }
        }
    }

    private static void WritePart(Utf8JsonWriter json, string? name, PartEvaluation part)
    {
        if (name is not null)
        {
            json.WritePropertyName(name);
        }

        json.WriteStartObject();
        WriteScores(json, part.Model);
        json.WriteNumber("samples", part.Samples);
        part.WriteDetails(json);
        json.WriteEndObject();
    }

    private static void WriteBaselines(Utf8JsonWriter json, string name, PartEvaluation part)
    {
        json.WriteStartObject(name);
        foreach ((string baseline, Scores scores) in part.Baselines)
        {
            json.WriteStartObject(baseline);
            WriteScores(json, scores);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteCell(Utf8JsonWriter json, string name, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNull(name);
                break;
            case string text:
                json.WriteString(name, text);
                break;
            case int whole:
                json.WriteNumber(name, whole);
                break;
            case bool flag:
                json.WriteBoolean(name, flag);
                break;
            default:
                double number = Convert.ToDouble(value, CultureInfo.InvariantCulture);
                if (double.IsFinite(number))
                {
                    json.WriteNumber(name, number);
                }
                else
                {
                    json.WriteNull(name);
                }

                break;
        }
    }

    private static void WriteNullable(Utf8JsonWriter json, string name, int? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    private static string Name(StopReason reason) => reason switch
    {
        StopReason.Completed => "completed",
        StopReason.Converged => "converged",
        StopReason.EarlyStopping => "early-stopping",
        StopReason.Cancelled => "cancelled",
        _ => "non-finite",
    };
}
