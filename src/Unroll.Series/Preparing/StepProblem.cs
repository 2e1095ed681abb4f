namespace Unroll.Series.Preparing;

/// <summary>Why a step cannot be used where it stands.</summary>
/// <param name="Index">Which of the steps, from 0.</param>
/// <param name="Message">What is wrong, and what to do.</param>
public readonly record struct StepProblem(int Index, string Message);
