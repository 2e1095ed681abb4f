namespace Unroll.Series.Preparing;

/// <summary>Method and scope of scaling.</summary>
public readonly record struct ScaleOptions
{
    /// <summary>The columns; null for all columns of numbers.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>The scaler; mean and standard deviation unless given.</summary>
    public ScaleMethod Method { get; init; }

    /// <summary>Whether each series is scaled by its own statistics; by those of all series together unless given.</summary>
    public bool PerSeries { get; init; }

    /// <summary>
    /// Whether each series is scaled by the statistics of all of its own rows, whenever it is transformed: the z-normalisation of each case
    /// that is customary where whole series are classified. Nothing is fitted, so that new series are scaled as those of the training part
    /// were; but it looks ahead, and has no inverse. Not with <see cref="PerSeries"/>.
    /// </summary>
    public bool PerItem { get; init; }
}
