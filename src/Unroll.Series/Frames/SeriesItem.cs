namespace Unroll.Series.Frames;

/// <summary>A series of a set: its columns over time, static covariates and target.</summary>
/// <param name="Id">Its name, unique in its <see cref="SeriesSet"/>: the text of the id column, or its number from 1.</param>
/// <param name="Frame">Its columns over time.</param>
public sealed record SeriesItem(string Id, Frame Frame)
{
    /// <summary>Static covariates (age, place), a number for each of <see cref="SeriesSet.StaticNames"/>; NaN where missing.</summary>
    public IReadOnlyList<double> StaticCovariates { get; init; } = [];

    /// <summary>The class label, as an index into <see cref="SeriesSet.ClassNames"/>; null where there is none.</summary>
    public int? Class { get; init; }

    /// <summary>The regression target; null where there is none.</summary>
    public double? Value { get; init; }
}
