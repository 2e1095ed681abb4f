using Unroll.Series.Frames;

namespace Unroll.Series.Preparing;

/// <summary>Series prepared by a <see cref="Preparation"/>.</summary>
public sealed class PreparedSet
{
    internal PreparedSet(
        SeriesSet source, IReadOnlyList<PreparedItem> items, IReadOnlyList<string> staticNames, IReadOnlyList<string> classNames) =>
        (Source, Items, Series) = (source, items, new SeriesSet([.. items.Select(item => item.Item)], staticNames, classNames));

    /// <summary>The series before they were prepared, behind the steps that change rows.</summary>
    public SeriesSet Source { get; }

    /// <summary>The series with what the inverse needs.</summary>
    public IReadOnlyList<PreparedItem> Items { get; }

    /// <summary>The series as a network sees them.</summary>
    public SeriesSet Series { get; }

    /// <summary>One series.</summary>
    /// <param name="index">From 0.</param>
    public PreparedItem this[int index] => Items[index];
}
