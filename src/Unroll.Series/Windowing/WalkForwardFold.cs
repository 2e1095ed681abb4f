using Unroll.Series.Frames;

namespace Unroll.Series.Windowing;

/// <summary>A fold of walk-forward validation: training on earlier rows, test on those that follow.</summary>
/// <param name="Number">Which fold, from 0, in order of time.</param>
/// <param name="Training">Rows of the training part: networks and steps of preparation are fitted on them.</param>
/// <param name="Validation">Rows of the validation part; none where <see cref="RowRange.Count"/> is 0.</param>
/// <param name="Test">Rows of the test part.</param>
public sealed record WalkForwardFold(int Number, RowRange Training, RowRange Validation, RowRange Test);
