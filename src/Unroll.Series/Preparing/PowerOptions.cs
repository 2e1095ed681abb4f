namespace Unroll.Series.Preparing;

/// <summary>Which power transformation makes values more like normal ones.</summary>
public readonly record struct PowerOptions
{
    /// <summary>The columns; null for all columns of numbers.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>Which family; Box–Cox unless given.</summary>
    public PowerMethod Method { get; init; }

    /// <summary>The power λ, from −5 to 5; null for the likeliest of each column.</summary>
    public double? Lambda { get; init; }

    /// <summary>Whether λ is learned of each series apart; of all series together unless given.</summary>
    public bool PerSeries { get; init; }
}
