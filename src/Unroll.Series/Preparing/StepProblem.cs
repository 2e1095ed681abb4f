namespace Unroll.Series.Preparing;

/// <summary>The reason why a step cannot be used where it stands.</summary>
/// <param name="Index">Index of the step, from 0.</param>
/// <param name="Message">The problem, and what to do.</param>
public readonly record struct StepProblem(int Index, string Message);
