namespace Unroll.Insight.Texts;

/// <summary>A token that a network may expect, with its probability.</summary>
/// <param name="Token">The token.</param>
/// <param name="Probability">Its probability.</param>
public sealed record TokenGuess(string Token, double Probability);
