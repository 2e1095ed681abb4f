using System.Text;

namespace Unroll.Cli.Display;

/// <summary>The width of a text on a terminal, where Chinese, Japanese and Korean characters are two wide.</summary>
internal static class CellWidth
{
    // East Asian Width W and F, in the ranges that names of columns are made of.
    private static readonly (int First, int Last)[] _wide =
    [
        (0x1100, 0x115F), (0x2E80, 0xA4CF), (0xA960, 0xA97F), (0xAC00, 0xD7A3), (0xF900, 0xFAFF), (0xFE30, 0xFE6F), (0xFF00, 0xFF60),
        (0xFFE0, 0xFFE6),
        (0x1F300, 0x1FAFF), (0x20000, 0x3FFFD),
    ];

    /// <summary>The width of a text.</summary>
    internal static int Of(string text) => text.EnumerateRunes().Sum(Of);

    /// <summary>A text of the file in one line, cut where it is wider than there is room for.</summary>
    internal static string Fit(string text, int width)
    {
        StringBuilder line = new();
        int used = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (used + Of(rune) > width)
            {
                // Room for the dots is made by what stands last.
                while (used >= width && line.Length > 0)
                {
                    Rune last = Rune.GetRuneAt(line.ToString(), line.Length - (char.IsLowSurrogate(line[^1]) ? 2 : 1));
                    line.Length -= last.Utf16SequenceLength;
                    used -= Of(last);
                }

                return line.Append('…').ToString();
            }

            line.Append(Rune.IsControl(rune) ? " " : rune.ToString());
            used += Of(rune);
        }

        return line.ToString();
    }

    private static int Of(Rune rune) => Array.Exists(_wide, range => rune.Value >= range.First && rune.Value <= range.Last) ? 2 : 1;
}
