namespace Unroll.Tasks.Learning.Sections;

/// <summary>What was taken for what: a confusion matrix.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="Classes">Names of the classes.</param>
/// <param name="Counts">How many of each true class (outer) were taken for each class (inner).</param>
public sealed record ConfusionSection(string Title, IReadOnlyList<string> Classes, IReadOnlyList<IReadOnlyList<int>> Counts) : ReportSection(Title);
