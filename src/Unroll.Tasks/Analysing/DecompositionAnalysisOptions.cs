namespace Unroll.Tasks.Analysing;

/// <summary>Settings of a <see cref="DecompositionAnalysis"/>.</summary>
public sealed record DecompositionAnalysisOptions
{
    /// <summary>Periods in rows. Default: found.</summary>
    public IReadOnlyList<int> Periods { get; init; } = [];

    /// <summary>The method. Default: STL, and MSTL of several periods.</summary>
    public DecompositionMethod Method { get; init; }

    /// <summary>Whether wild values lose their weight in STL. Default: no.</summary>
    public bool IsRobust { get; init; }

    /// <summary>Whether parts multiply in the classical decomposition. Default: no.</summary>
    public bool IsMultiplicative { get; init; }

    /// <summary>Length of the season's smoother of STL, odd; of a single period. Default null: 7, and of several 11, 15, ….</summary>
    public int? SeasonalLength { get; init; }
}
