namespace Unroll.Analysis.ChangePoints;

/// <summary>A segment of a series.</summary>
/// <param name="Start">Its first point.</param>
/// <param name="End">The point after its last.</param>
public readonly record struct Segment(int Start, int End)
{
    /// <summary>The number of points.</summary>
    public int Length => End - Start;
}
