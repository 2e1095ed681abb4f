namespace Unroll.Analysis.Trend;

/// <summary>Settings of <see cref="MannKendall"/>.</summary>
public sealed record MannKendallOptions
{
    /// <summary>
    /// Whether the variance is corrected for autocorrelation, which else makes trends of mere persistence (Hamed and Rao, Journal of
    /// Hydrology 204, 1998). It is never made less than that of independent values. Default: yes.
    /// </summary>
    public bool IsAutocorrelationCorrected { get; init; } = true;

    /// <summary>Level at which an autocorrelation counts in the correction, between 0 and 1. Default: 0.05.</summary>
    public double AutocorrelationLevel { get; init; } = 0.05;

    /// <summary>
    /// Longest lag of the correction; <see cref="int.MaxValue"/> for all, as published. Default null: 4·log₁₀ n, since correlations of
    /// chance at many lags, mostly below zero, hide persistence.
    /// </summary>
    public int? Lags { get; init; }
}
