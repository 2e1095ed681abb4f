namespace Unroll.Tasks.Explaining;

/// <summary>A text as a generator reads it, to look inside it.</summary>
/// <param name="Codes">The code of each token.</param>
/// <param name="Vocabulary">The token of each code, as it is shown.</param>
/// <param name="AreWords">Whether tokens are words rather than characters.</param>
public sealed record ExplainableCodes(IReadOnlyList<int> Codes, IReadOnlyList<string> Vocabulary, bool AreWords);
