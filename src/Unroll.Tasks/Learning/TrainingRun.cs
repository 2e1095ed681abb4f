using System.Text.Json.Nodes;
using Unroll.Tasks.Recipes;
using Unroll.Training;

namespace Unroll.Tasks.Learning;

/// <summary>The outcome of a training: everything that the report, <c>metrics.json</c> and the terminal show.</summary>
public sealed record TrainingRun
{
    /// <summary>The recipe.</summary>
    public required Recipe Recipe { get; init; }

    /// <summary>Name of the run, from the recipe.</summary>
    public string Name => Recipe.Name;

    /// <summary>Seed that was used, which may have come from elsewhere than the recipe.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Threads that trained.</summary>
    public required int Threads { get; init; }

    /// <summary>What was learned beside the weights.</summary>
    public required LearnedTask Learned { get; init; }

    /// <summary>The network as a table of its layers.</summary>
    public required string ModelSummary { get; init; }

    /// <summary>Numbers that were learned, in all networks.</summary>
    public required int ParameterCount { get; init; }

    /// <summary>Names of what the network sees at each step.</summary>
    public IReadOnlyList<string> InputNames => Learned.InputNames;

    /// <summary>How the training of each network went, of a walk forward fold after fold.</summary>
    public required IReadOnlyList<History> Histories { get; init; }

    /// <summary>How the training of the first network went.</summary>
    public History History => Histories[0];

    /// <summary>How long the training took, in seconds: without reading, preparing and evaluating.</summary>
    public double TrainingSeconds => Histories.Sum(history => history.Elapsed.TotalSeconds);

    /// <summary>Whether the training was cancelled; the run is usable all the same.</summary>
    public bool Interrupted => Histories[^1].StopReason == StopReason.Cancelled;

    /// <summary>The evaluation of the part that training was watched on.</summary>
    public required PartEvaluation Validation { get; init; }

    /// <summary>The evaluation of the part that the result is measured on; of a walk forward, of all tests together.</summary>
    public required PartEvaluation Test { get; init; }

    /// <summary>The test of each fold of a walk forward; empty where there is one.</summary>
    public IReadOnlyList<PartEvaluation> Folds { get; init; } = [];

    /// <summary>What <c>train</c>, <c>validation</c> and <c>test</c> cover, in this order.</summary>
    public required IReadOnlyList<PartSummary> Parts { get; init; }

    /// <summary>What a user should know of the data and their preparation, a sentence each; mostly nothing.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>What the task has to tell of the run beside its scores, as fields of the metrics document: <c>target</c>, <c>classes</c>, …</summary>
    public JsonObject Facts { get; init; } = [];
}
