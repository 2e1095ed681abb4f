namespace Unroll.Series.Preparing;

/// <summary>The power transformation of skewed columns.</summary>
public readonly record struct PowerOptions
{
    /// <summary>The columns; null for all columns of numbers.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>The family; Box–Cox unless given.</summary>
    public PowerMethod Method { get; init; }

    /// <summary>The power λ, from −5 to 5; null for the maximum-likelihood estimate of each column.</summary>
    public double? Lambda { get; init; }

    /// <summary>Whether λ is fitted on each series apart; on all series together unless given.</summary>
    public bool PerSeries { get; init; }
}
