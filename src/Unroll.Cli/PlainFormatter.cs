namespace Unroll.Cli;

/// <summary>
/// The formatter of texts without what would steer a terminal: names of columns, files and classes come from others, and may hold anything.
/// </summary>
internal static class PlainFormatter
{
    /// <summary>
    /// A text with the replacement character for each control character but line ends and tabs, and for marks of direction.
    /// </summary>
    internal static string Format(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (IsSteering(text, i))
            {
                return string.Create(text.Length, text, (plain, given) =>
                {
                    for (int at = 0; at < plain.Length; at++)
                    {
                        plain[at] = IsSteering(given, at) ? '\uFFFD' : given[at];
                    }
                });
            }
        }

        return text;
    }

    // A return alone would write over the line; marks of direction show a text in another order than it has.
    private static bool IsSteering(string text, int at) => text[at] switch
    {
        '\n' or '\t' => false,
        '\r' => at + 1 >= text.Length || text[at + 1] != '\n',
        '\u061C' or '\u200E' or '\u200F' or (>= '\u2028' and <= '\u202E') or (>= '\u2066' and <= '\u2069') => true,
        var letter => char.IsControl(letter),
    };
}
