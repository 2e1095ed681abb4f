using System.Text;

namespace Unroll.Models;

/// <summary>A sequence that <see cref="EncoderDecoder"/> decoded.</summary>
/// <param name="Tokens">The tokens, without the one that ends it.</param>
/// <param name="LogProbability">The logarithm of its probability, the end included, before temperature.</param>
public sealed record DecodedSequence(IReadOnlyList<int> Tokens, double LogProbability)
{
    private bool PrintMembers(StringBuilder builder) => RecordFormatter.AppendMembers(
        builder, (nameof(Tokens), Tokens), (nameof(LogProbability), LogProbability));
}
