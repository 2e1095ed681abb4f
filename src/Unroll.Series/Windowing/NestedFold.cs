namespace Unroll.Series.Windowing;

/// <summary>An outer fold for the test, with inner folds of its training part for the choice of settings.</summary>
/// <param name="Outer">The fold with the test part.</param>
/// <param name="Inner">Folds within the training part of the outer one, in order of time.</param>
public sealed record NestedFold(WalkForwardFold Outer, IReadOnlyList<WalkForwardFold> Inner);
