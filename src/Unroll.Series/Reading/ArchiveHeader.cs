using System.Globalization;

namespace Unroll.Series.Reading;

/// <summary>The header of an archive's file: lines of <c>@key value</c> up to <c>@data</c>, with comments between them.</summary>
internal static class ArchiveHeader
{
    /// <summary>The characters between the words of a header line.</summary>
    public static readonly char[] Blanks = [' ', '\t', '\u00a0'];

    /// <summary>Reads the next line of the header.</summary>
    /// <param name="scanner">The file.</param>
    /// <param name="key">What is before the first blank, without the @ and in lower case.</param>
    /// <param name="value">What is after it; empty where there is nothing.</param>
    /// <returns>Whether there was one: false after <c>@data</c>.</returns>
    /// <exception cref="InputException">The line is none of a header, or the file ends before <c>@data</c>.</exception>
    public static bool TryRead(TextScanner scanner, out string key, out string value)
    {
        while (true)
        {
            switch (scanner.SkipBlanks())
            {
                case '#':
                    scanner.SkipLine();
                    break;
                case '\n':
                    scanner.ReadLine();
                    break;
                case '@':
                    ReadOnlySpan<char> line = scanner.ReadLine()[1..];
                    int blank = line.IndexOfAny(Blanks);
                    key = line[..(blank < 0 ? line.Length : blank)].ToString().ToLowerInvariant();
                    value = blank < 0 ? "" : line[blank..].Trim().ToString();
                    return key != "data";
                case TextScanner.EndOfFile:
                    throw new InputException(
                        $"{scanner.Path} has no line '@data': expected header lines such as '@classLabel true A B', then '@data', then "
                        + $"one line a series.");
                default:
                    string got = MessageFormatter.Of(scanner.ReadLine());
                    throw new InputException(
                        $"{scanner.At()}: got '{got}', expected a header line that begins with '@', a comment that begins with '#', or "
                        + $"'@data' before the series.");
            }
        }
    }

    /// <summary>A value that is true or false.</summary>
    public static bool ToBoolean(TextScanner scanner, string key, ReadOnlySpan<char> value) =>
        value.Equals("true", StringComparison.OrdinalIgnoreCase)
        || (value.Equals("false", StringComparison.OrdinalIgnoreCase)
            ? false
            : throw new InputException($"{scanner.At()}, @{key}: got '{MessageFormatter.Of(value)}', expected true or false."));

    /// <summary>A value that is a count.</summary>
    public static int ToCount(TextScanner scanner, string key, string value, int largest = int.MaxValue) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count >= 1 && count <= largest
            ? count
            : throw new InputException(string.Create(
                CultureInfo.InvariantCulture,
                $"{scanner.At()}, @{key}: got '{MessageFormatter.Of(value)}', expected a whole number from 1 to {largest}."));

    /// <summary>A number of the data; empty, <c>?</c> and <c>NaN</c> are missing values.</summary>
    /// <param name="text">The text, without blanks around.</param>
    /// <param name="value">The number; NaN where missing.</param>
    /// <returns>Whether it is one.</returns>
    public static bool TryParseNumber(ReadOnlySpan<char> text, out double value)
    {
        if (text.IsEmpty || text is "?" || text.Equals("NaN", StringComparison.OrdinalIgnoreCase))
        {
            value = double.NaN;
            return true;
        }

        // Zero bytes behind a number are passed over by the parser, but are a sign of a damaged file.
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && DoubleParser.IsInRange(value)
            && text[^1] != '\0';
    }
}
