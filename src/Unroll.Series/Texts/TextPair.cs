namespace Unroll.Series.Texts;

/// <summary>A text and what it is translated to.</summary>
/// <param name="Source">The text that is read.</param>
/// <param name="Target">The text that is written.</param>
public sealed record TextPair(string Source, string Target);
