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

    /// <summary>
    /// Whether each series is scaled by the numbers of its own rows, all of them, whenever it goes through the step: the z-normalisation of
    /// each case that is customary where whole series are classified. Nothing is learned, so that new series are scaled as those of the
    /// training part were; but it looks ahead, and cannot be undone. Not with <see cref="PerSeries"/>.
    /// </summary>
    public bool PerItem { get; init; }
}
