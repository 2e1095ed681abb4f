using Unroll.Analysis;
using Unroll.Analysis.StateSpace;

namespace Unroll.Tasks.Analysing;

/// <summary>Settings of a <see cref="StateSpaceAnalysis"/>.</summary>
public sealed record StateSpaceAnalysisOptions
{
    /// <summary>
    /// The level and its slope, by one of <see cref="StateSpaceAnalysis.Models"/>. Default: automatic, chosen by the data together with the
    /// season where none is given (<see cref="StructuralSearch"/>); a local level for a posterior, and for columns together.
    /// </summary>
    public string Model { get; init; } = StateSpaceAnalysis.Automatic;

    /// <summary>Rows of a season. Default null: none, and with the automatic model that of the data.</summary>
    public int? Season { get; init; }

    /// <summary>Sine waves that the season is made up of. Default null: a number for each of its rows.</summary>
    public int? Harmonics { get; init; }

    /// <summary>A cycle whose period lies between two numbers of rows, the shortest at least 2. Default null: none.</summary>
    public (double Shortest, double Longest)? Cycle { get; init; }

    /// <summary>The order of a stationary autoregression beside the others. Default 0: none.</summary>
    public int Autoregression { get; init; }

    /// <summary>The treatment of states of which nothing is known at the start. Default: exact.</summary>
    public DiffuseStart Start { get; init; }

    /// <summary>The estimator of standard errors. Default: the observed information.</summary>
    public StandardErrors StandardErrors { get; init; }

    /// <summary>Rows to forecast. Default 0: none.</summary>
    public int Horizon { get; init; }

    /// <summary>Columns that the others are explained by. Default: none.</summary>
    public IReadOnlyList<string> Regressors { get; init; } = [];

    /// <summary>
    /// Draws of the posterior by Gibbs sampling, in which regressors count with some probability. Default 0: maximum likelihood instead.
    /// </summary>
    public int Draws { get; init; }

    /// <summary>
    /// Whether the columns of a series are fitted together, with disturbances that hang together. Default: no, each by itself.
    /// </summary>
    public bool IsJoint { get; init; }

    /// <summary>The name of the level and its slope; null where they are chosen by the data.</summary>
    internal string? Level => Model != StateSpaceAnalysis.Automatic ? Model : IsJoint || Draws > 0 ? StateSpaceAnalysis.LocalLevel : null;
}
