namespace Unroll.Tasks.Translation;

/// <summary>The hypothesis of networks for a source.</summary>
/// <param name="Values">Its codes without the end, or its numbers, timestep after timestep.</param>
/// <param name="LogProbability">The logarithm of its probability, the end included; NaN of numbers.</param>
internal sealed record Hypothesis(float[] Values, double LogProbability);
