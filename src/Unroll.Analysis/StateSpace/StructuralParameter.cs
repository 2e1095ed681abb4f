namespace Unroll.Analysis.StateSpace;

/// <summary>A parameter of a structural component: a variance where it has no bounds, else a number between two.</summary>
/// <param name="Name">Its name in results: <c>level-variance</c>.</param>
/// <param name="Lower">The lower bound; null for a variance.</param>
/// <param name="Upper">The upper bound; null for a variance.</param>
public sealed record StructuralParameter(string Name, double? Lower = null, double? Upper = null)
{
    /// <summary>Numbers to start an optimiser from, without bounds: 0 is the middle between bounds.</summary>
    public IReadOnlyList<double> Starts { get; init; } = [];

    /// <summary>Whether it is a variance.</summary>
    public bool IsVariance => Lower is null;

    internal double Constrain(double free, double scale) => Lower is { } lower && Upper is { } upper
        ? lower + ((upper - lower) / (1 + Math.Exp(-free)))
        : scale * Math.Exp(Math.Clamp(free, -80, 40));
}
