namespace Unroll.Tasks.Analysing;

/// <summary>Settings of a <see cref="PeriodAnalysis"/>; times are in the unit of the column's axis.</summary>
public sealed record PeriodAnalysisOptions
{
    /// <summary>The method. Default: Lomb–Scargle.</summary>
    public PeriodMethod Method { get; init; }

    /// <summary>The shortest period. Default null: two steps; of boxes, twice the longest duration.</summary>
    public double? Shortest { get; init; }

    /// <summary>The longest period. Default null: half the span.</summary>
    public double? Longest { get; init; }

    /// <summary>Periods to find at most. Default: 10.</summary>
    public int Most { get; init; } = 10;

    /// <summary>Trial durations of a box. Default: none, for a fortieth to an eighth of a twentieth of the span.</summary>
    public IReadOnlyList<double> Durations { get; init; } = [];
}
