using System.Globalization;
using System.Text;
using System.Text.Json;
using Unroll.Series.Frames;
using Unroll.Tasks.Evaluation;
using Unroll.Tasks.Forecasting;
using Unroll.Training;

namespace Unroll.Tasks.Runs;

/// <summary>The document of <c>metrics.json</c>. A number that is not finite is written as null.</summary>
public static class RunMetrics
{
    private static readonly JsonWriterOptions _options = new() { Indented = true, NewLine = "\n" };

    /// <summary>What a training came to.</summary>
    /// <param name="run">The run.</param>
    /// <returns>Indented JSON, ending with a line break.</returns>
    public static string ToJson(ForecastRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return Write(json =>
        {
            json.WriteString("name", run.Name);
            json.WriteString("task", run.Recipe.Task);
            json.WriteString("target", run.TargetName);
            json.WriteString("unit", run.Unit);
            json.WriteNumber("seed", run.Seed);
            json.WriteNumber("threads", run.Threads);
            json.WriteNumber("parameters", run.ParameterCount);
            json.WriteNumber("networks", run.Histories.Count);
            json.WriteNumber("epochs", run.History.Epochs.Count);
            WriteNullable(json, "best_epoch", run.History.BestEpoch);
            json.WriteString("stop_reason", Name(run.History.StopReason));
            json.WriteBoolean("interrupted", run.Interrupted);
            WriteFinite(json, "training_seconds", Math.Round(run.TrainingSeconds, 3));
            WriteFinite(json, "waiting_seconds", Math.Round(run.Histories.Sum(history => history.WaitingTime.TotalSeconds), 3));
            json.WriteNumber("series", run.SeriesCount);
            json.WriteNumber("skipped_windows", run.SkippedWindows);
            json.WriteNumber("seasonal_period", run.SeasonalPeriod);
            WritePart(json, "test", run.Part("test"));
            WritePart(json, "validation", run.Part("validation"));
            WriteBaselines(json, "baselines", run.Part("test"));
            WriteBaselines(json, "validation_baselines", run.Part("validation"));
            WriteTargets(json, run.FurtherParts);
            if (run.Folds.Count > 0)
            {
                json.WriteStartArray("folds");
                foreach (PartEvaluation fold in run.Folds)
                {
                    WritePart(json, fold);
                }

                json.WriteEndArray();
            }
        });
    }

    /// <summary>The document of an evaluation of a file: its scores, shaped as the test part of a run's.</summary>
    /// <param name="forecaster">The forecaster.</param>
    /// <param name="evaluation">What came out.</param>
    public static string ToJson(Forecaster forecaster, PartEvaluation evaluation) => ToJson(forecaster, [evaluation]);

    /// <summary>The document of an evaluation of a file: its scores, shaped as the test part of a run's.</summary>
    /// <param name="forecaster">The forecaster.</param>
    /// <param name="evaluations">What came out, for each target.</param>
    public static string ToJson(Forecaster forecaster, IReadOnlyList<PartEvaluation> evaluations)
    {
        ArgumentNullException.ThrowIfNull(forecaster);
        ArgumentNullException.ThrowIfNull(evaluations);
        PartEvaluation evaluation = evaluations[0];
        return Write(json =>
        {
            json.WriteString("name", forecaster.Recipe.Name);
            json.WriteString("task", forecaster.Recipe.Task);
            json.WriteString("target", forecaster.Recipe.Data.Target);
            json.WriteString("unit", forecaster.Recipe.Data.Unit);
            WritePart(json, evaluation.Part, evaluation);
            WriteBaselines(json, "baselines", evaluation);
            WriteTargets(json, [.. evaluations.Skip(1)]);
        });
    }

    internal static string Write(Action<Utf8JsonWriter> fields)
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

    private static void WritePart(Utf8JsonWriter json, string name, PartEvaluation? part)
    {
        if (part is null)
        {
            json.WriteNull(name);
            return;
        }

        json.WritePropertyName(name);
        WritePart(json, part);
    }

    // The first target stands at the top; further ones, each with its scores and those of the naive forecasts, in a list.
    private static void WriteTargets(Utf8JsonWriter json, IReadOnlyList<PartEvaluation> parts)
    {
        if (parts.Count == 0)
        {
            return;
        }

        json.WriteStartArray("further_targets");
        foreach (PartEvaluation part in parts)
        {
            json.WriteStartObject();
            json.WriteString("target", part.Target);
            json.WriteString("part", part.Part);
            WritePart(json, "scores", part);
            WriteBaselines(json, "baselines", part);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WritePart(Utf8JsonWriter json, PartEvaluation part)
    {
        json.WriteStartObject();
        WriteScores(json, part.Model);
        json.WriteNumber("windows", part.Windows);
        if (part.Predictions.Count > 0)
        {
            json.WriteString("first", TimeIndex.ToFileText(part.Predictions[0].Time, "s", part.Predictions[0].Zone));
            json.WriteString("last", TimeIndex.ToFileText(part.Predictions[^1].Time, "s", part.Predictions[^1].Zone));
        }

        json.WriteStartArray("by_step");
        for (int i = 0; i < part.ByStep.Count; i++)
        {
            json.WriteStartObject();
            json.WriteNumber("step", i + 1);
            WriteScores(json, part.ByStep[i]);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteBaselines(Utf8JsonWriter json, string name, PartEvaluation? part)
    {
        if (part is null)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartObject(name);
        foreach ((string baseline, ForecastScores scores) in part.Baselines)
        {
            json.WriteStartObject(baseline);
            WriteScores(json, scores);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteScores(Utf8JsonWriter json, ForecastScores scores)
    {
        WriteFinite(json, "mae", scores.Mae);
        WriteFinite(json, "rmse", scores.Rmse);
        WriteFinite(json, "mape", scores.Mape);
        WriteFinite(json, "smape", scores.Smape);
        WriteFinite(json, "mase", scores.Mase);
    }

    internal static void WriteNullable(Utf8JsonWriter json, string name, int? value)
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

    // Nine significant digits are plenty for a score, and keep the document readable.
    internal static void WriteFinite(Utf8JsonWriter json, string name, double value)
    {
        if (double.IsFinite(value))
        {
            json.WriteNumber(name, double.Parse(value.ToString("G9", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture));
        }
        else
        {
            json.WriteNull(name);
        }
    }

    internal static string Name(StopReason reason) => reason switch
    {
        StopReason.Completed => "completed",
        StopReason.Converged => "converged",
        StopReason.EarlyStopping => "early-stopping",
        StopReason.Cancelled => "cancelled",
        _ => "non-finite",
    };
}
