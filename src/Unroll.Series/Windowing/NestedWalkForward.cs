using Unroll.Series.Frames;

namespace Unroll.Series.Windowing;

/// <summary>
/// Nested walk-forward validation: settings are chosen by the inner folds of a training part, so that no test row influences them (Varma
/// and Simon 2006 on the bias without nesting).
/// </summary>
public static class NestedWalkForward
{
    /// <summary>Folds of a series, each with folds of its own.</summary>
    /// <param name="rows">The rows to walk through.</param>
    /// <param name="outer">Number and sizes of the outer folds, which are tested.</param>
    /// <param name="inner">Number and sizes of the folds within each training part.</param>
    /// <exception cref="InputException">A number is out of range, or there are too few rows, mostly in the first training part.</exception>
    public static IReadOnlyList<NestedFold> Split(RowRange rows, WalkForwardOptions outer, WalkForwardOptions inner) =>
        [.. WalkForward.Split(rows, outer).Select(fold => new NestedFold(fold, Inner(fold, inner)))];

    private static IReadOnlyList<WalkForwardFold> Inner(WalkForwardFold fold, WalkForwardOptions inner)
    {
        inner.Validate();
        return fold.Training.Count >= inner.RowsNeeded
            ? WalkForward.Split(fold.Training, inner)
            : throw new InputException(
                $"The training part of fold {fold.Number} has {CountFormatter.Format(fold.Training.Count, "rows")}, but the " +
                $"{CountFormatter.Format(inner.Folds, "folds")} within it need "
                + $"{inner.RowsNeeded}: take fewer outer or smaller inner folds.");
    }
}
