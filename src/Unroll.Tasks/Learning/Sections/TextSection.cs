namespace Unroll.Tasks.Learning.Sections;

/// <summary>A text as it is, with its line breaks.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="Text">The text.</param>
public sealed record TextSection(string Title, string Text) : ReportSection(Title);
