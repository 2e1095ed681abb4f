namespace Unroll.Losses;

/// <summary>The term of a timestep in a loss, and its derivatives.</summary>
/// <param name="prediction">The predictions of the timestep.</param>
/// <param name="target">Its targets.</param>
/// <param name="gradient">Receives the derivative by each prediction.</param>
/// <returns>The term.</returns>
public delegate double LossFunction(ReadOnlySpan<float> prediction, ReadOnlySpan<float> target, Span<float> gradient);
