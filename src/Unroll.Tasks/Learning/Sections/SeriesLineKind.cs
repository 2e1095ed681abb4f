namespace Unroll.Tasks.Learning.Sections;

/// <summary>The look of a line of a <see cref="SeriesPanel"/>.</summary>
public enum SeriesLineKind
{
    /// <summary>A line from value to value.</summary>
    Line,

    /// <summary>A line that keeps its height up to the next value.</summary>
    Steps,

    /// <summary>A dot at each value, for values that are few and unusual.</summary>
    Dots,

    /// <summary>A bar from 0 to each value.</summary>
    Bars,
}
