namespace Unroll.Insight.Texts;

/// <summary>The check that there is a token for each code.</summary>
internal static class TokenCounts
{
    /// <exception cref="ArgumentException">There are not as many, or none.</exception>
    public static void Require(int codes, int tokens)
    {
        if (codes == 0 || codes != tokens)
        {
            throw new ArgumentException(
                $"Got {CountFormatter.Format(codes, "steps")} and {CountFormatter.Format(tokens, "tokens")}: give at least one, and a "
                + "token for each step.");
        }
    }
}
