using System.Text;

namespace Unroll.Tasks.Translation;

/// <summary>
/// The attention of a network while it translated a text: its weight on each token of the source, the mean of all heads.
/// </summary>
/// <param name="Id">Id of the pair.</param>
/// <param name="Source">The tokens of the source.</param>
/// <param name="Written">The tokens that were written; the end is the last.</param>
/// <param name="Weights">For each token that was written the weight of each of the source, which add up to 1.</param>
public sealed record AttendedPair(
    string Id, IReadOnlyList<string> Source, IReadOnlyList<string> Written, IReadOnlyList<IReadOnlyList<double>> Weights)
{
    private bool PrintMembers(StringBuilder builder) => RecordFormatter.AppendMembers(
        builder, (nameof(Id), Id), (nameof(Source), Source), (nameof(Written), Written), (nameof(Weights), Weights));
}
