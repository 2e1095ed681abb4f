using Unroll.Tasks.Recipes;
using Unroll.Training;

namespace Unroll.Tasks.Classification;

/// <summary>The outcome of a training: everything that the report, <c>metrics.json</c> and the terminal show.</summary>
public sealed record ClassificationRun
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

    /// <summary>Names of the classes.</summary>
    public required IReadOnlyList<string> ClassNames { get; init; }

    /// <summary>The network as a table of its layers.</summary>
    public required string ModelSummary { get; init; }

    /// <summary>Numbers that were learned.</summary>
    public required int ParameterCount { get; init; }

    /// <summary>Names of what the network sees at each step.</summary>
    public required IReadOnlyList<string> InputNames { get; init; }

    /// <summary>Steps of a sequence, padding included.</summary>
    public required int SequenceLength { get; init; }

    /// <summary>How the training went, of each network.</summary>
    public required IReadOnlyList<History> Histories { get; init; }

    /// <summary>How the training of the first network went.</summary>
    public History History => Histories[0];

    /// <summary>How long the training took, in seconds: without reading, preparing and evaluating.</summary>
    public required double TrainingSeconds { get; init; }

    /// <summary>Whether the training was cancelled; the run is usable all the same.</summary>
    public bool Interrupted { get; init; }

    /// <summary>The evaluations of <c>validation</c> and <c>test</c>, in this order.</summary>
    public required IReadOnlyList<ClassificationEvaluation> Parts { get; init; }

    /// <summary>What <c>train</c>, <c>validation</c> and <c>test</c> hold, in this order.</summary>
    public required IReadOnlyList<ClassCounts> PartCounts { get; init; }

    /// <summary>The evaluation of a part, by its name; null when there is none.</summary>
    /// <param name="name"><c>validation</c> or <c>test</c>.</param>
    public ClassificationEvaluation? Part(string name) => Parts.FirstOrDefault(part => part.Part == name);
}
