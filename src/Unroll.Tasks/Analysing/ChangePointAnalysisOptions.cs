using Unroll.Analysis.ChangePoints;

namespace Unroll.Tasks.Analysing;

/// <summary>Settings of a <see cref="ChangePointAnalysis"/>.</summary>
public sealed record ChangePointAnalysisOptions
{
    /// <summary>The method, the cost of segments and the rule that chooses the number of changes. Default: the automatic method.</summary>
    public ChangePointOptions Search { get; init; } = new();

    /// <summary>Whether the columns of a series change together, rather than each by itself. Default: no.</summary>
    public bool IsJoint { get; init; }
}
