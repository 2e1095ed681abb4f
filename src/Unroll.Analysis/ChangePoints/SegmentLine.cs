namespace Unroll.Analysis.ChangePoints;

/// <summary>The least-squares line of a segment.</summary>
/// <param name="First">Its value at the segment's first point.</param>
/// <param name="Slope">Its rise a point.</param>
/// <param name="Left">The sum of squared distances from it.</param>
internal readonly record struct SegmentLine(double First, double Slope, double Left);
