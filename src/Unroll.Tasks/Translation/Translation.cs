namespace Unroll.Tasks.Translation;

/// <summary>What a network wrote for a text.</summary>
/// <param name="Source">The text.</param>
/// <param name="Text">What it is translated to.</param>
/// <param name="Tokens">The tokens of that, as the network wrote them.</param>
/// <param name="LogProbability">The logarithm of its probability by the network, its end included.</param>
public sealed record Translation(string Source, string Text, IReadOnlyList<string> Tokens, double LogProbability);
