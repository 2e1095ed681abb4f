using Unroll.Tasks.Recipes;
using Unroll.Training;

namespace Unroll.Tasks.Forecasting;

/// <summary>The outcome of a training: everything that the report, <c>metrics.json</c> and the terminal show.</summary>
public sealed record ForecastRun
{
    /// <summary>Name of the run, from the recipe.</summary>
    public required string Name { get; init; }

    /// <summary>The recipe.</summary>
    public required Recipe Recipe { get; init; }

    /// <summary>The recipe as YAML text, as it is written to the run folder.</summary>
    public string RecipeTemplate => Recipe.Text;

    /// <summary>Seed that was used, which may have come from elsewhere than the recipe.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Threads that trained.</summary>
    public required int Threads { get; init; }

    /// <summary>The column that is forecast; the first, where there are several.</summary>
    public required string TargetName { get; init; }

    /// <summary>Number of series that were learned from or forecast.</summary>
    public int SeriesCount { get; init; } = 1;

    /// <summary>What a user should know of the preparation, such as that interpolation invents information; mostly nothing.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>The target's unit; null when the recipe names none.</summary>
    public string? Unit { get; init; }

    /// <summary>The network as a table of its layers.</summary>
    public required string ModelSummary { get; init; }

    /// <summary>Numbers that were learned.</summary>
    public required int ParameterCount { get; init; }

    /// <summary>Names of the columns that the network sees at each step of a window.</summary>
    public IReadOnlyList<string> InputNames { get; init; } = [];

    /// <summary>How the training went, epoch by epoch.</summary>
    public required History History { get; init; }

    /// <summary>How the training of the other networks went, where forecasts are the mean of several.</summary>
    public IReadOnlyList<History> FurtherHistories { get; init; } = [];

    /// <summary>How the training of every network went.</summary>
    public IReadOnlyList<History> Histories => [History, .. FurtherHistories];

    /// <summary>How long the training took, in seconds: without reading, preparing and evaluating.</summary>
    public required double TrainingSeconds { get; init; }

    /// <summary>Whether the training was cancelled; the run is usable all the same.</summary>
    public bool Interrupted { get; init; }

    /// <summary>Windows left out because a value in them is missing, or because they run over a pause.</summary>
    public int SkippedWindows { get; init; }

    /// <summary>How many of them run over a pause.</summary>
    public int SkippedForPauses { get; init; }

    /// <summary>Rows in a season, as the seasonal-naive forecast looks back.</summary>
    public required int SeasonalPeriod { get; init; }

    /// <summary>The evaluations of <c>validation</c> and <c>test</c>, in this order; of the first target, where there are several.</summary>
    public required IReadOnlyList<PartEvaluation> Parts { get; init; }

    /// <summary>The evaluations of the other targets, each of <c>validation</c> and <c>test</c>.</summary>
    public IReadOnlyList<PartEvaluation> FurtherParts { get; init; } = [];

    /// <summary>The test of each fold of a walk forward, of the first target; empty where there is one.</summary>
    public IReadOnlyList<PartEvaluation> Folds { get; init; } = [];

    /// <summary>What <c>training</c>, <c>validation</c> and <c>test</c> cover, in this order.</summary>
    public required IReadOnlyList<PartSummary> PartSummaries { get; init; }

    /// <summary>Time of the first row of the data.</summary>
    public required DateTime FirstTime { get; init; }

    /// <summary>Time of the last row of the data.</summary>
    public required DateTime LastTime { get; init; }

    /// <summary>The evaluation of a part, by its name; null when there is none.</summary>
    /// <param name="name"><c>validation</c> or <c>test</c>.</param>
    public PartEvaluation? Part(string name) => Parts.FirstOrDefault(part => part.Part == name);
}
