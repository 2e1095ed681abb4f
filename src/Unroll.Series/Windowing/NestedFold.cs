namespace Unroll.Series.Windowing;

/// <summary>A fold that is tested once, and the folds within its training part by which settings are chosen.</summary>
/// <param name="Outer">The fold that the result is told on.</param>
/// <param name="Inner">Folds within the training part of the outer one, in order of time.</param>
public sealed record NestedFold(WalkForwardFold Outer, IReadOnlyList<WalkForwardFold> Inner);
