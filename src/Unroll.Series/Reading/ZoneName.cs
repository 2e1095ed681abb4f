using System.Text;

namespace Unroll.Series.Reading;

/// <summary>
/// Abbreviations of zones behind a time of day, in any case. Only those that mean one offset wherever they are written: <c>CST</c>,
/// <c>IST</c> or <c>BST</c> do not.
/// </summary>
internal static class ZoneName
{
    private const int LongestName = 4;

    private static readonly (string Name, int Hours)[] _zones =
    [
        ("Z", 0), ("UTC", 0), ("GMT", 0), ("WET", 0), ("WEST", 1), ("CET", 1), ("CEST", 2), ("MEZ", 1), ("MESZ", 2), ("EET", 2),
        ("EEST", 3),
    ];

    /// <summary>Reads a name.</summary>
    /// <param name="name">The name and nothing else.</param>
    /// <param name="offset">Ticks that its clocks are ahead of UTC.</param>
    public static bool TryParse(ReadOnlySpan<byte> name, out long offset)
    {
        offset = 0;
        if (name.Length is 0 or > LongestName)
        {
            return false;
        }

        foreach ((string zone, int hours) in _zones)
        {
            if (Ascii.EqualsIgnoreCase(name, zone))
            {
                offset = hours * TimeSpan.TicksPerHour;
                return true;
            }
        }

        return false;
    }

    /// <summary>The letters that a text ends with.</summary>
    public static int LengthIn(ReadOnlySpan<byte> text)
    {
        int length = 0;
        while (length < text.Length && char.IsAsciiLetter((char)text[^(length + 1)]))
        {
            length++;
        }

        return length;
    }
}
