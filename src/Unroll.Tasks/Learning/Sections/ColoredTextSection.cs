namespace Unroll.Tasks.Learning.Sections;

/// <summary>A text whose tokens have colours: from blue (−1) over nothing (0) to green (1).</summary>
/// <param name="Title">Its heading.</param>
/// <param name="Tokens">The tokens: characters, or words.</param>
public sealed record ColoredTextSection(string Title, IReadOnlyList<ColoredToken> Tokens) : ReportSection(Title)
{
    /// <summary>Whether a blank stands between tokens, as between words.</summary>
    public bool AreWords { get; init; }
}
