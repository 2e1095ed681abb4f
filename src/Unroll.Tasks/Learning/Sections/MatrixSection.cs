namespace Unroll.Tasks.Learning.Sections;

/// <summary>A matrix of counts over the same names down and across, such as the confusion of classes.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="Down">What rows are: "true class".</param>
/// <param name="Across">What columns are: "predicted class".</param>
/// <param name="Names">Names of rows and columns.</param>
/// <param name="Counts">The counts, row by row; those on the diagonal are right.</param>
public sealed record MatrixSection(
    string Title, string Down, string Across, IReadOnlyList<string> Names, IReadOnlyList<IReadOnlyList<int>> Counts) : ReportSection(Title);
