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
        bool needsBlank = false;
        foreach (string token in tokens)
        {
            if (unit == TextUnit.Word)
            {
                if (needsBlank && token != "\n" && !IsOneOf(token, NoBlankBefore))
                {
                    text.Append(' ');
                }

                needsBlank = token != "\n" && !IsOneOf(token, NoBlankAfter);
            }

            text.Append(token);
        }

        return text.ToString();
    }

    private static bool IsOneOf(string token, string marks) => token.Length == 1 && marks.Contains(token[0], StringComparison.Ordinal);
}
