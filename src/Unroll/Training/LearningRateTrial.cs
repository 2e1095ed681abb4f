namespace Unroll.Training;

/// <summary>What <see cref="LearningRateFinder"/> found.</summary>
/// <param name="Rates">The rates that were tried, rising; fewer than asked for where the loss ran away.</param>
/// <param name="Losses">The smoothed loss at each rate.</param>
/// <param name="Suggestion">The rate at which the loss fell fastest.</param>
public sealed record LearningRateTrial(IReadOnlyList<float> Rates, IReadOnlyList<double> Losses, float Suggestion);
