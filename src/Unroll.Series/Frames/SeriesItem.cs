namespace Unroll.Series.Frames;

/// <summary>One series among others: what was measured, and what holds for all of it.</summary>
/// <param name="Id">Its name, unique in its <see cref="SeriesSet"/>: the text of the id column, or its number from 1.</param>
/// <param name="Frame">What was measured, over time.</param>
public sealed record SeriesItem(string Id, Frame Frame)
{
    /// <summary>What does not change over time (age, place), one number for each of <see cref="SeriesSet.StaticNames"/>; NaN where missing.</summary>
    public IReadOnlyList<double> Statics { get; init; } = [];

    /// <summary>The class it belongs to, as an index into <see cref="SeriesSet.ClassNames"/>; null where it has none.</summary>
    public int? Class { get; init; }

    /// <summary>The number that is to be told from it; null where there is none.</summary>
    public double? Value { get; init; }
}
