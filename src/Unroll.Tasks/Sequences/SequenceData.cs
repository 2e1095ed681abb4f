using Unroll.Series.Frames;

namespace Unroll.Tasks.Sequences;

/// <summary>Whole series with their targets, a vector each: the index of a class, numbers.</summary>
/// <param name="Series">The series.</param>
/// <param name="Targets">The targets of each series; NaN where they are not known.</param>
public sealed record SequenceData(SeriesSet Series, IReadOnlyList<double[]> Targets)
{
    /// <summary>Whether all targets of a series are known.</summary>
    /// <param name="index">The series, from 0.</param>
    public bool IsKnown(int index) => !Array.Exists(Targets[index], double.IsNaN);

    /// <summary>Some of the series, in the order given.</summary>
    /// <param name="indices">Their indices, at least one.</param>
    public SequenceData Subset(IReadOnlyList<int> indices)
    {
        ArgumentNullException.ThrowIfNull(indices);
        return new(Series.Subset(indices), [.. indices.Select(index => Targets[index])]);
    }
}
