using System.Text;

namespace Unroll.Analysis.ChangePoints;

/// <summary>The change points of a series.</summary>
/// <param name="ChangePoints">The changes, in order.</param>
/// <param name="Curves">What the segments' model says of each point, for each dimension; empty where the model has no curve.</param>
/// <param name="Path">The segmentations that were chosen from, those with fewer changes first; empty of methods without a choice.</param>
/// <param name="Notes">What else is to be known, each a sentence.</param>
public sealed record FoundChangePoints(
    IReadOnlyList<ChangePoint> ChangePoints, IReadOnlyList<double[]> Curves, IReadOnlyList<PathStep> Path, IReadOnlyList<string> Notes)
{
    private bool PrintMembers(StringBuilder builder) => RecordFormatter.AppendMembers(
        builder, (nameof(ChangePoints), ChangePoints), (nameof(Curves), Curves), (nameof(Path), Path), (nameof(Notes), Notes));
}
