namespace Unroll.Tasks.Learning.Sections;

/// <summary>Terms and what they stand for.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="Facts">The terms, in order, each with its text.</param>
public sealed record FactsSection(string Title, IReadOnlyList<KeyValuePair<string, string>> Facts) : ReportSection(Title);
