using Unroll.Analysis.Markov;

namespace Unroll.Tasks.Analysing;

/// <summary>Settings of a <see cref="StatesAnalysis"/>.</summary>
public sealed record StatesAnalysisOptions
{
    /// <summary>The number of states. Default null: chosen by the criterion.</summary>
    public int? States { get; init; }

    /// <summary>The most states that are tried where their number is chosen. Default: 8.</summary>
    public int MaxStates { get; init; } = 8;

    /// <summary>The criterion of that choice. Default: BIC.</summary>
    public StateCriterion Criterion { get; init; }

    /// <summary>The distribution of the values in a state. Default: normal.</summary>
    public EmissionKind Emissions { get; init; }

    /// <summary>Whether the columns of a series have one path of states together. Default: no.</summary>
    public bool IsJoint { get; init; }
}
