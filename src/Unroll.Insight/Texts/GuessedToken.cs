using System.Text;

namespace Unroll.Insight.Texts;

/// <summary>A token of a text and what the network expected in its place, from the tokens before it.</summary>
/// <param name="Token">The token.</param>
/// <param name="Probability">The probability that the network gave it; NaN for the first, which comes from nothing.</param>
/// <param name="Best">The likeliest tokens in its place, the likeliest first; none for the first.</param>
public sealed record GuessedToken(string Token, double Probability, IReadOnlyList<TokenGuess> Best)
{
    private bool PrintMembers(StringBuilder builder) => RecordFormatter.AppendMembers(
        builder, (nameof(Token), Token), (nameof(Probability), Probability), (nameof(Best), Best));
}
