using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Unroll.Formats;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;
using Unroll.Tasks.Runs.Documents;
using Unroll.Training;

namespace Unroll.Tasks.Runs;

/// <summary>
/// The document of <c>metrics.json</c>, the same for every task: <c>test</c>, <c>validation</c> and <c>baselines.NAME</c> with the same
/// measures in each, and the task's facts beside them. A number that is not finite is written as null.
/// </summary>
public static class MetricsDocument
{
    /// <summary>The document of a training.</summary>
    /// <param name="run">The run.</param>
    /// <returns>Indented JSON, ending with a line break.</returns>
    public static string Of(TrainingRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        TrainingDocument document = new()
        {
            Seed = run.Seed,
            Threads = run.Threads,
            Parameters = run.ParameterCount,
            Networks = run.NetworkCount,
            Epochs = run.History.Epochs.Count,
            BestEpoch = run.History.BestEpoch,
            StopReason = Name(run.History.StopReason),
            Interrupted = run.Interrupted,
            TrainingSeconds = Math.Round(run.TrainingSeconds, 3),
            WaitingSeconds = Math.Round(run.Histories.Sum(history => history.WaitingTime.TotalSeconds), 3),
            Inputs = run.InputNames,
            Parts = new JsonObject(run.Parts.Select(part => KeyValuePair.Create(part.Name, (JsonNode?)part.Samples))),
            Test = Part(run.Test),
            Validation = run.Validation is null ? null : Part(run.Validation),
            Baselines = run.Test.BaselinesToJson(),
            ValidationBaselines = run.Validation?.BaselinesToJson(),
            Verdict = run.Test.Comparison is { Score: { } score, Best: { } best } comparison
                ? new VerdictDocument(score.Name, best.Key, !comparison.IsBeaten, run.LikelyCauses, SignificanceOf(run.Test))
                : null,
            Folds = run.Folds.Count > 0 ? [.. run.Folds.Select(Part)] : null,
            Predictions = run.Written is { } written ? new PredictionsDocument(written.Stride, written.Rows, written.All) : null,
            FoldScores = run.Folds.Count > 0 ? new JsonObject(run.FoldScores.Select(score => KeyValuePair.Create(
                score.Score.Name, (JsonNode?)MeanAndDeviation(score)))) : null,
            Refit = run.Refit is { } refit
                ? new RefitDocument(
                    refit.Data.Samples, refit.Epochs, Math.Round(refit.Histories.Sum(SecondsOf), 3), Comparable(refit.Before)) : null,
            FitOnAll = run.Final is { } final
                ? new FinalTrainingDocument(final.Data.Samples, final.Epochs, Math.Round(final.Histories.Sum(SecondsOf), 3)) : null,
            Warnings = run.Warnings,
        };
        return Format(JsonFormatter.Merge(
            Head(run.Recipe), run.Facts, RunJson.ToObject(document, RunJson.Default.TrainingDocument)));
    }

    /// <summary>The document of an evaluation on further data, shaped as the test part of a run.</summary>
    /// <param name="learner">The learner.</param>
    /// <param name="evaluation">The evaluation.</param>
    public static string Of(Learner learner, PartEvaluation evaluation)
    {
        ArgumentNullException.ThrowIfNull(learner);
        ArgumentNullException.ThrowIfNull(evaluation);
        return Format(JsonFormatter.Merge(
            Head(learner.Recipe),
            learner.Learned.Facts(),
            new JsonObject { [evaluation.Part] = Part(evaluation), ["baselines"] = evaluation.BaselinesToJson() }));
    }

    /// <summary>The document of predictions: the task's own, or a list of rows.</summary>
    /// <param name="learner">The learner.</param>
    /// <param name="predictions">The predictions.</param>
    public static string Of(Learner learner, PredictionTable predictions)
    {
        ArgumentNullException.ThrowIfNull(learner);
        ArgumentNullException.ThrowIfNull(predictions);
        return JsonFormatter.Format(json =>
        {
            json.WriteStartObject();
            foreach ((string name, JsonNode? value) in JsonFormatter.Merge(Head(learner.Recipe), learner.Learned.Facts()))
            {
                json.WritePropertyName(name);
                JsonSerializer.Serialize(json, value, RunJson.Default.JsonNode);
            }

            if (predictions.Json is { } own)
            {
                own(json);
            }
            else
            {
                json.WritePropertyName("predictions");
                JsonSerializer.Serialize(
                    json, predictions.Rows.Select(row => Row(predictions.Columns, row)), RunJson.Default.IEnumerableDictionaryStringObject);
            }

            json.WriteEndObject();
        }) + "\n";
    }

    private static string Format(JsonObject document) => JsonFormatter.Format(document) + "\n";

    private static JsonObject Head(Recipe recipe) => new() { ["name"] = recipe.Name, ["task"] = recipe.Task.Name };

    private static JsonObject Part(PartEvaluation part) => JsonFormatter.Merge(
        part.Model.ToJson(),
        new JsonObject { ["samples"] = part.Samples },
        part.DataNotes.Count == 0 ? [] : new JsonObject
        {
            ["data_notes"] = new JsonArray([.. part.DataNotes.Select(note => (JsonNode)note)]),
        },
        part.Model.IntervalsToJson() is { Count: > 0 } intervals ? new JsonObject { ["intervals"] = intervals } : [],
        part.Members.Count == 0 ? [] : new JsonObject
        {
            ["members"] = Scores.ToJson(part.Members.Select(member => KeyValuePair.Create(member.Key, member.Value.Model))),
        },
        part.Details());

    /// <summary>A part without the measures whose units the training part gives: those of other networks are of another part.</summary>
    private static JsonObject Comparable(PartEvaluation part)
    {
        string[] scaled = [.. part.Model.Where(score => score.IsScaled).Select(score => score.Name)];
        JsonObject json = Part(part);
        LeaveOut(json);
        return json;

        void LeaveOut(JsonNode? node)
        {
            if (node is JsonObject parent)
            {
                Array.ForEach(scaled, name => parent.Remove(name));
            }

            IEnumerable<JsonNode?> children = node is JsonObject named ? named.Select(child => child.Value) : node as JsonArray ?? [];
            foreach (JsonNode? child in children)
            {
                LeaveOut(child);
            }
        }
    }

    private static double SecondsOf(History history) => history.Elapsed.TotalSeconds;

    private static JsonObject MeanAndDeviation(FoldScore score) => new()
    {
        ["mean"] = Scores.Rounded(score.Score.Value),
        ["standard_deviation"] = double.IsFinite(score.StandardDeviation) ? Scores.Rounded(score.StandardDeviation) : null,
    };

    private static SignificanceDocument? SignificanceOf(PartEvaluation part) =>
        part.Significance is { } test ? new(test.Name, test.Statistic, test.PValue, test.Samples) : null;

    private static Dictionary<string, object?> Row(IReadOnlyList<string> columns, IReadOnlyList<object?> cells)
    {
        Dictionary<string, object?> row = [];
        for (int i = 0; i < cells.Count; i++)
        {
            row[columns[i]] = cells[i] is null or string or int or bool
                ? cells[i] : Convert.ToDouble(cells[i], CultureInfo.InvariantCulture);
        }

        return row;
    }

    private static string Name(StopReason reason) => reason switch
    {
        StopReason.Completed => "completed",
        StopReason.Converged => "converged",
        StopReason.EarlyStopping => "early-stopping",
        StopReason.Cancelled => "cancelled",
        StopReason.Requested => "requested",
        _ => "non-finite",
    };
}
