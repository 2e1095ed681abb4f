using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Unroll.Tasks.Runs.Documents;

/// <summary>The fields of <c>metrics.json</c> behind the task's facts.</summary>
internal sealed record TrainingDocument
{
    public required ulong Seed { get; init; }

    public required int Threads { get; init; }

    public required int Parameters { get; init; }

    public required int Networks { get; init; }

    public required int Epochs { get; init; }

    public required int? BestEpoch { get; init; }

    public required string StopReason { get; init; }

    public required bool Interrupted { get; init; }

    public required double TrainingSeconds { get; init; }

    public required double WaitingSeconds { get; init; }

    public required IReadOnlyList<string> Inputs { get; init; }

    /// <summary>Samples of each part.</summary>
    public required JsonObject Parts { get; init; }

    public required JsonObject Test { get; init; }

    /// <summary>The validation part; left out where there is none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public required JsonObject? Validation { get; init; }

    public required JsonObject Baselines { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public required JsonObject? ValidationBaselines { get; init; }

    /// <summary>The networks beside the best baseline on the test part; null where there is no baseline.</summary>
    public required VerdictDocument? Verdict { get; init; }

    /// <summary>The test of each fold of a walk forward or a cross-validation; null where there is one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public required IReadOnlyList<JsonObject>? Folds { get; init; }

    /// <summary>The part of the predictions that predictions.csv holds; null where it holds all.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public required PredictionsDocument? Predictions { get; init; }

    /// <summary>Mean and standard deviation of each measure over the folds; null where there is one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public required JsonObject? FoldScores { get; init; }

    /// <summary>The training on training and validation part together; null where the test part is evaluated by others.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public required RefitDocument? Refit { get; init; }

    /// <summary>The training of the final networks on all data; null where the run's are the evaluated ones.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public required FinalTrainingDocument? FitOnAll { get; init; }

    public required IReadOnlyList<string> Warnings { get; init; }
}
