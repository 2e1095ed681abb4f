using System.Text;

namespace Unroll.Series.Reading;

/// <summary>
/// The control characters by which texts, in whatever encoding, are told from other bytes, such as packed or encrypted ones.
/// </summary>
internal static class ControlCharacters
{
    /// <summary>The share of controls that no text has; of random bytes, 7 % are such.</summary>
    private const double MostControls = 0.02;

    /// <summary>The fewest controls that tell anything: one or two may be a slip.</summary>
    private const int FewestControls = 3;

    /// <summary>Characters that are looked at.</summary>
    private const int Sample = 1 << 20;

    /// <summary>Refuses what was decoded from bytes that are no text.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="text">The text, or its beginning.</param>
    /// <exception cref="InputException">It has more control characters than any text.</exception>
    public static void Require(string path, ReadOnlySpan<char> text)
    {
        text = text[..Math.Min(text.Length, Sample)];
        int controls = 0;
        foreach (char letter in text)
        {
            controls += IsControl(letter) ? 1 : 0;
        }

        if (controls >= FewestControls && controls > MostControls * text.Length)
        {
            throw new InputException(
                $"{path} has bytes that are no text: {CountFormatter.Format(controls, "control characters")} among its first "
                + $"{CountFormatter.Format(text.Length, "characters")}, as packed or encrypted files have. Expected a text, best in UTF-8; "
                + "give another encoding by its name (recipe: data.encoding).");
        }
    }

    /// <summary>Refuses a file whose beginning is no text.</summary>
    /// <param name="path">The file, not packed.</param>
    /// <param name="encoding">Its encoding.</param>
    /// <exception cref="InputException">It has more control characters than any text.</exception>
    public static void RequireFile(string path, Encoding encoding)
    {
        using StreamReader reader = new(path, encoding, detectEncodingFromByteOrderMarks: true);
        char[] start = new char[1 << 14];
        Require(path, start.AsSpan(0, reader.ReadBlock(start)));
    }

    /// <summary>
    /// Whether a character stands in no text: neither blanks and line ends nor what separates records and fields, switches encodings or
    /// colours, or ends a file of DOS.
    /// </summary>
    private static bool IsControl(char letter) => letter is (>= '\u0003' and <= '\u0007') or (>= '\u000E' and <= '\u0019') or '\u007F';
}
