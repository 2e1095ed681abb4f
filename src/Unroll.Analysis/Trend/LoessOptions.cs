namespace Unroll.Analysis.Trend;

/// <summary>Settings of <see cref="Loess"/>.</summary>
public sealed record LoessOptions
{
    /// <summary>The share of all points that each local line is fitted to, above 0 and at most 1. Default: 0.3.</summary>
    public double Fraction { get; init; } = 0.3;

    /// <summary>Further fits with less weight for points far from the curve, at least 0. Default: 3.</summary>
    public int RobustIterations { get; init; } = 3;

    /// <summary>
    /// Greatest distance from a point with a line of its own to the next, as far as points lie so near; the curve is straight between them.
    /// Default null: 0, a line for each point, up to 5,000 points, and a thousandth of their range above.
    /// </summary>
    public double? Delta { get; init; }
}
