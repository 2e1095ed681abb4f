namespace Unroll.Tasks.Recipes;

/// <summary>
/// Rows of the sequences of a task on whole series: a number, or those of the longest (the default) or the shortest series of the training
/// part.
/// </summary>
/// <param name="Rows">The number; null where it follows from the training part.</param>
/// <param name="IsShortest">Whether it is that of the shortest series.</param>
public readonly record struct SequenceLength(int? Rows, bool IsShortest = false);
