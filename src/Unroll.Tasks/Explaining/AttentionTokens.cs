using System.Text;

namespace Unroll.Tasks.Explaining;

/// <summary>The tokens that attention is between: of a text that is read and another that is written, or of a text and itself.</summary>
/// <param name="Source">The tokens that are attended to.</param>
/// <param name="Written">
/// The tokens that were written while the network looked at them, of which the end is the last; or those that attend to their own text.
/// </param>
public sealed record AttentionTokens(IReadOnlyList<string> Source, IReadOnlyList<string> Written)
{
    /// <summary>Whether a text attends to itself.</summary>
    public bool IsSelf { get; init; }

    private bool PrintMembers(StringBuilder builder) => RecordFormatter.AppendMembers(
        builder, (nameof(Source), Source), (nameof(Written), Written), (nameof(IsSelf), IsSelf));
}
