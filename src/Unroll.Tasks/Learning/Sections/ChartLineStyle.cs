namespace Unroll.Tasks.Learning.Sections;

/// <summary>What a line of a chart looks like.</summary>
public enum ChartLineStyle
{
    /// <summary>The network's own.</summary>
    Main,

    /// <summary>What it is compared with, such as a baseline.</summary>
    Second,

    /// <summary>A line for the eye, such as that of chance.</summary>
    Reference,

    /// <summary>One of many that look alike, such as one for each class: named where the pointer rests on it, not in the legend.</summary>
    Faint,
}
