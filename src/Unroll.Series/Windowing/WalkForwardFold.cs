using Unroll.Series.Frames;

namespace Unroll.Series.Windowing;

/// <summary>One fold of a walk forward: what lies before is learned from, what follows is tested on.</summary>
/// <param name="Number">Which fold, from 0, in order of time.</param>
/// <param name="Training">Rows that networks and steps of preparation learn from.</param>
/// <param name="Validation">Rows that training is watched on; none where <see cref="RowRange.Count"/> is 0.</param>
/// <param name="Test">Rows that the result is told on.</param>
public sealed record WalkForwardFold(int Number, RowRange Training, RowRange Validation, RowRange Test);
