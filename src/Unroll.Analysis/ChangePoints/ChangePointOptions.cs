namespace Unroll.Analysis.ChangePoints;

/// <summary>Settings of <see cref="ChangePointSearch"/>.</summary>
public sealed record ChangePointOptions
{
    /// <summary>The method. Default: automatic.</summary>
    public ChangePointMethod Method { get; init; }

    /// <summary>The cost of segments, of PELT, binary segmentation and windows. Default: squared errors.</summary>
    public CostKind Cost { get; init; }

    /// <summary>The rule that chooses the number of changes. Default: the modified Bayesian information criterion.</summary>
    public PenaltyRule Rule { get; init; }

    /// <summary>
    /// The fewest points of a segment, at least 1. Default null: 2 or what the cost needs, 5 where the spread counts; of the automatic
    /// method a twenty-fifth of the series, from 3 to 10.
    /// </summary>
    public int? MinLength { get; init; }

    /// <summary>The points of each of two windows. Default null: a twentieth of the series, from 5 to 100.</summary>
    public int? Window { get; init; }

    /// <summary>
    /// The periods of each dimension's seasons in rows, none where it has none, which the automatic method takes out. Default null: those
    /// that <see cref="Periodicity.SeasonSearch"/> finds.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<int>>? Seasons { get; init; }
}
