namespace Unroll.Tasks.Learning.Sections;

/// <summary>Receiver operating characteristics: the true positive rate over the false positive rate, as the threshold falls.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="Lines">The curves: of two classes that of the second, else one for each class against the rest.</param>
public sealed record RocSection(string Title, IReadOnlyList<RocLine> Lines) : ReportSection(Title);
