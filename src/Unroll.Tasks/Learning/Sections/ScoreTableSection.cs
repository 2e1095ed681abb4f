namespace Unroll.Tasks.Learning.Sections;

/// <summary>The same measures of several things: of each class, target, series, step or fold.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="Kind">What the rows are, in the singular: "class".</param>
/// <param name="Rows">The rows, by name, all with the same measures.</param>
public sealed record ScoreTableSection(string Title, string Kind, IReadOnlyList<KeyValuePair<string, Scores>> Rows) : ReportSection(Title);
