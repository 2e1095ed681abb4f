namespace Unroll.Tasks.Analysing;

/// <summary>Settings of a <see cref="TrendAnalysis"/>.</summary>
public sealed record TrendAnalysisOptions
{
    /// <summary>The curve. Default: LOESS.</summary>
    public TrendMethod Method { get; init; }

    /// <summary>Rows of a moving average. Default null: a tenth of the rows.</summary>
    public int? Window { get; init; }

    /// <summary>Share of the rows that each line of LOESS is fitted to. Default: 0.3.</summary>
    public double Fraction { get; init; } = 0.3;

    /// <summary>
    /// λ of the Hodrick–Prescott filter. Default null: by the rows of a year, as 1,600 does of quarters; 1,600 of numbered rows.
    /// </summary>
    public double? Lambda { get; init; }
}
