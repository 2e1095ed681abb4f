namespace Unroll.Analysis.StateSpace;

/// <summary>The elements of a covariance of disturbances and of a transition by which a likelihood is derived.</summary>
/// <param name="Disturbances">Elements of Q, each with its row not before its column.</param>
/// <param name="Transitions">Elements of T.</param>
internal sealed record ScoreEntries((int Row, int Column)[] Disturbances, (int Row, int Column)[] Transitions);
