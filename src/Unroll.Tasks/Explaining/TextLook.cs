using System.Text;
using Unroll.Insight.Texts;

namespace Unroll.Tasks.Explaining;

/// <summary>A look inside a generator of texts: units that follow features of a text, and what was expected at each place.</summary>
/// <param name="Firing">
/// The firing of the last recurrent layer's units over the shown beginning of the text; null where the network has no recurrent layer.
/// </param>
/// <param name="Read">Tokens that were read to find the units.</param>
/// <param name="Matches">
/// The units that follow features of the text best, the strongest first; none of fewer tokens than <see cref="NeuronSearch.MinTokens"/>.
/// </param>
/// <param name="Guesses">What was expected at each place of the shown beginning.</param>
/// <param name="AreWords">Whether tokens are words rather than characters.</param>
public sealed record TextLook(
    NeuronTrace? Firing, int Read, IReadOnlyList<NeuronMatch> Matches, GuessTrace Guesses, bool AreWords)
{
    private bool PrintMembers(StringBuilder builder) => RecordFormatter.AppendMembers(
        builder, (nameof(Firing), Firing), (nameof(Read), Read), (nameof(Matches), Matches), (nameof(Guesses), Guesses),
        (nameof(AreWords), AreWords));
}
