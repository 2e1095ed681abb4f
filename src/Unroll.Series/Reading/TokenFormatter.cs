using System.Text;

namespace Unroll.Series.Reading;

/// <summary>Joins tokens to a text, which tokenises to the same words again.</summary>
internal static class TokenFormatter
{
    // Only code points that are tokens of their own: without the blank, what is around them is still cut apart.
    private const string NoBlankBefore = ".,;:!?)]}%…»”";
    private const string NoBlankAfter = "([{«“";

    /// <summary>The text of tokens.</summary>
    /// <param name="unit">The unit of tokens.</param>
    /// <param name="tokens">The tokens.</param>
    public static string Join(TextUnit unit, IEnumerable<string> tokens)
    {
        StringBuilder text = new();
        string? before = null;
        foreach (string token in tokens)
        {
            if (unit == TextUnit.Word && before is not null && NeedsBlank(before, token))
            {
                text.Append(' ');
            }

            text.Append(token);
            before = token;
        }

        return text.ToString();
    }

    /// <summary>Whether a blank stands between two words or signs.</summary>
    /// <param name="before">The first.</param>
    /// <param name="token">The second.</param>
    public static bool NeedsBlank(string before, string token) =>
        before != "\n" && !IsOneOf(before, NoBlankAfter) && token != "\n" && !IsOneOf(token, NoBlankBefore);

    private static bool IsOneOf(string token, string marks) => token.Length == 1 && marks.Contains(token[0], StringComparison.Ordinal);
}
