using System.Text;

namespace Unroll.Series.Tests.Reading;

/// <summary>
/// Spoils a file in the ways that files are spoilt: cut off, bytes flipped, columns swapped, numbers too large, another encoding, very long
/// lines, zero bytes, quotes and brackets that do not close. The same seed gives the same file.
/// </summary>
public static class Mutation
{
    private static readonly byte[] _delimiters = ",;\t|: "u8.ToArray();

    private static readonly string[] _odd =
    [
        "1e999", "-1e999", "99999999999999999999999999999999999999999", "1e-999", "NaN", "inf", "-Infinity", "0x1F", "1,5", "1.5.2", "--3",
        "+", "?",
        "2017-02-30", "9999-12-31T23:59:59Z", "0000-00-00", "31.12.2017", "12/31/2017", "1e18", "253402300800", "\"", "\"\"", "'", "{", "}",
        "[", "]",
        "@data", "@", "#", "\\", "\\u0000", "\uFEFF", "\u2028", "é", "😀", "true", "null", "DROP", "%s", "-", "",
    ];

    /// <summary>One spoilt file: between one and three things are wrong with it.</summary>
    /// <param name="original">A proper file.</param>
    /// <param name="seed">Which mutation.</param>
    public static byte[] Of(byte[] original, int seed)
    {
        ArgumentNullException.ThrowIfNull(original);
        Random random = new(seed);
        byte[] bytes = original;
        for (int times = random.Next(1, 4); times > 0; times--)
        {
            bytes = Once(bytes, random);
        }

        return bytes;
    }

    private static byte[] Once(byte[] bytes, Random random) => random.Next(14) switch
    {
        0 => bytes[..random.Next(bytes.Length + 1)],
        1 => bytes[random.Next(bytes.Length + 1)..],
        2 => Flipped(bytes, random),
        3 => Swapped(bytes, random),
        4 => WithNumber(bytes, random),
        5 => Recoded(bytes, random),
        6 => WithLongLine(bytes, random),
        7 => Inserted(bytes, random, new byte[random.Next(1, 9)]),
        8 => Inserted(bytes, random, "\""u8),
        9 => Inserted(bytes, random, Encoding.UTF8.GetBytes(_odd[random.Next(_odd.Length)])),
        10 => WithLines(bytes, random),
        11 => WithoutByte(bytes, random),
        12 => Delimited(bytes, random),
        _ => Noise(bytes, random),
    };

    private static byte[] Flipped(byte[] bytes, Random random)
    {
        byte[] flipped = [.. bytes];
        for (int i = random.Next(1, 6); i > 0 && flipped.Length > 0; i--)
        {
            flipped[random.Next(flipped.Length)] ^= (byte)(1 << random.Next(8));
        }

        return flipped;
    }

    /// <summary>Two columns change places, in all lines or in one.</summary>
    private static byte[] Swapped(byte[] bytes, Random random)
    {
        string[] lines = Encoding.Latin1.GetString(bytes).Split('\n');
        char delimiter = (char)_delimiters[random.Next(_delimiters.Length)];
        int first = random.Next(3);
        int second = random.Next(5);
        int only = random.Next(2) == 0 ? -1 : random.Next(lines.Length);
        for (int i = 0; i < lines.Length; i++)
        {
            string[] cells = lines[i].Split(delimiter);
            if ((only < 0 || only == i) && Math.Max(first, second) < cells.Length)
            {
                (cells[first], cells[second]) = (cells[second], cells[first]);
                lines[i] = string.Join(delimiter, cells);
            }
        }

        return Encoding.Latin1.GetBytes(string.Join('\n', lines));
    }

    /// <summary>A run of digits becomes a number that does not fit, or no number.</summary>
    private static byte[] WithNumber(byte[] bytes, Random random)
    {
        int start = bytes.Length == 0 ? 0 : random.Next(bytes.Length);
        while (start < bytes.Length && !char.IsAsciiDigit((char)bytes[start]))
        {
            start++;
        }

        if (start == bytes.Length)
        {
            return bytes;
        }

        int end = start;
        while (end < bytes.Length && char.IsAsciiDigit((char)bytes[end]))
        {
            end++;
        }

        string number = random.Next(4) == 0 ? new string('9', random.Next(20, 2000)) : _odd[random.Next(_odd.Length)];
        return [.. bytes[..start], .. Encoding.UTF8.GetBytes(number), .. bytes[end..]];
    }

    private static byte[] Recoded(byte[] bytes, Random random)
    {
        string text = Encoding.UTF8.GetString(bytes);
        return random.Next(7) switch
        {
            0 => [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(text)],
            1 => [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(text)],
            2 => Encoding.Unicode.GetBytes(text),
            3 => [0xEF, 0xBB, 0xBF, .. bytes],
            4 => [0xFF, 0xFE, .. bytes],
            5 => [0xFE, 0xFF, .. Encoding.Unicode.GetBytes(text)],
            _ => Inserted(bytes, random, [0xE9, 0xFC, 0xC3]),
        };
    }

    private static byte[] WithLongLine(byte[] bytes, Random random)
    {
        int length = random.Next(200) == 0 ? 200_000 : random.Next(1, 5_000);
        byte[] filler = new byte[length];
        filler.AsSpan().Fill(random.Next(3) switch { 0 => _delimiters[random.Next(_delimiters.Length)], 1 => (byte)'7', _ => (byte)'x' });
        return Inserted(bytes, random, filler);
    }

    /// <summary>A line is left out, doubled, moved or emptied.</summary>
    private static byte[] WithLines(byte[] bytes, Random random)
    {
        List<string> lines = [.. Encoding.Latin1.GetString(bytes).Split('\n')];
        int line = random.Next(lines.Count);
        switch (random.Next(4))
        {
            case 0:
                lines.RemoveAt(line);
                break;
            case 1:
                lines.Insert(line, lines[line]);
                break;
            case 2:
                (lines[line], lines[0]) = (lines[0], lines[line]);
                break;
            default:
                lines[line] = "";
                break;
        }

        return Encoding.Latin1.GetBytes(string.Join(random.Next(8) == 0 ? "\r" : "\n", lines));
    }

    private static byte[] WithoutByte(byte[] bytes, Random random)
    {
        int at = random.Next(Math.Max(1, bytes.Length));
        return [.. bytes.Take(at), .. bytes.Skip(at + random.Next(1, 20))];
    }

    private static byte[] Delimited(byte[] bytes, Random random)
    {
        byte from = _delimiters[random.Next(_delimiters.Length)];
        byte to = _delimiters[random.Next(_delimiters.Length)];
        int share = random.Next(1, 5);
        return [.. bytes.Select(value => value == from && random.Next(share) == 0 ? to : value)];
    }

    private static byte[] Noise(byte[] bytes, Random random)
    {
        byte[] noise = new byte[random.Next(1, 40)];
        random.NextBytes(noise);
        return Inserted(bytes, random, noise);
    }

    private static byte[] Inserted(byte[] bytes, Random random, ReadOnlySpan<byte> piece)
    {
        int at = random.Next(bytes.Length + 1);
        return [.. bytes.AsSpan(0, at), .. piece, .. bytes.AsSpan(at)];
    }
}
