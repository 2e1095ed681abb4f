namespace Unroll.Analysis.Periodicity;

/// <summary>Settings of <see cref="Autocorrelation"/>.</summary>
public sealed record AutocorrelationOptions
{
    /// <summary>The longest lag. Default null: 10·log₁₀ of the number of values, and less than half of them.</summary>
    public int? Lags { get; init; }

    /// <summary>Probability that a correlation lies within its band where there is none, between 0 and 1. Default: 0.95.</summary>
    public double Confidence { get; init; } = 0.95;

    /// <summary>Way to estimate partial autocorrelations. Default: Yule–Walker; Burg where values are missing is not possible.</summary>
    public PartialMethod PartialMethod { get; init; } = PartialMethod.YuleWalker;
}
