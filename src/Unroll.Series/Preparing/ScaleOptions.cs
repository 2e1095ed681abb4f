namespace Unroll.Series.Preparing;

/// <summary>How columns are scaled.</summary>
public readonly record struct ScaleOptions
{
    /// <summary>The columns; null for all columns of numbers.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>By what; by mean and standard deviation unless given.</summary>
    public ScaleMethod Method { get; init; }

    /// <summary>Whether each series is scaled by its own numbers; by those of all series together unless given.</summary>
    public bool PerSeries { get; init; }
}
