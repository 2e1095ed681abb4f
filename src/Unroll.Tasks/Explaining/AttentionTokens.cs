using System.Text;

namespace Unroll.Tasks.Explaining;

/// <summary>The tokens that attention is between, in a network that reads one text and writes another.</summary>
/// <param name="Source">The tokens that are attended to.</param>
/// <param name="Written">The tokens that were written while the network looked at them; the end is the last.</param>
public sealed record AttentionTokens(IReadOnlyList<string> Source, IReadOnlyList<string> Written)
{
    private bool PrintMembers(StringBuilder builder) => RecordFormatter.AppendMembers(
        builder, (nameof(Source), Source), (nameof(Written), Written));
}
