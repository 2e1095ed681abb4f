namespace Unroll.Series.Reading;

/// <summary>The detection of the decimal separator, a point or a comma.</summary>
internal static class NumberDetection
{
    /// <summary>Characters of a number filled up with zeros: <c>+0051,1</c> is a temperature and the mark of its quality.</summary>
    private const int FewestPadded = 4;

    /// <summary>Whether cells are codes of digits of one width and, behind a comma, one more, rather than numbers with a decimal.</summary>
    /// <param name="cells">The cells of a table whose delimiter is a comma; in another one, it is that of decimals.</param>
    public static bool AreCodes(string[] cells) => Array.TrueForAll(cells, cell => cell.Length == cells[0].Length && cell[0] is '+' or '-'
            && cell.IndexOf(',', StringComparison.Ordinal) is > FewestPadded and var comma && comma == cell.Length - 2
            && !cell.AsSpan(1, comma - 1).ContainsAnyExceptInRange('0', '9'))
        && Array.Exists(cells, cell => cell.AsSpan(1).StartsWith("00"));

    /// <summary>The decimal separator of a file's cells.</summary>
    /// <param name="cells">Cells that are no stamps.</param>
    /// <param name="delimiter">The character between them.</param>
    public static char Of(IEnumerable<string> cells, char delimiter)
    {
        int points = 0;
        int commas = 0;
        int unclearCommas = 0;
        foreach (string text in cells)
        {
            // A number below 0 may stand in brackets, or have its minus behind it.
            string cell = text.Trim('(', ')', ' ').TrimEnd('-');
            if (cell.AsSpan().IndexOfAny('.', ',') < 0 || !NumberParser.LooksLikeNumber(cell))
            {
                continue;
            }

            switch (Certain(cell))
            {
                case '.':
                    points++;
                    break;
                case ',':
                    commas++;
                    break;
                default:
                    unclearCommas += cell.Contains(',', StringComparison.Ordinal) ? 1 : 0;
                    break;
            }
        }

        if (points != commas)
        {
            return commas > points ? ',' : '.';
        }

        // 1,234 alone: thousands where a comma parts cells (the cell was quoted then), else most likely a decimal comma.
        return points == 0 && unclearCommas > 0 && delimiter != ',' ? ',' : '.';
    }

    /// <summary>The separator that a number can only have; a space where it is either, as in 1,234.</summary>
    private static char Certain(string cell)
    {
        int last = cell.AsSpan().LastIndexOfAny('.', ',');
        char separator = cell[last];
        char other = separator == '.' ? ',' : '.';
        if (cell.Contains(other, StringComparison.Ordinal))
        {
            return separator;
        }

        if (cell.IndexOf(separator, StringComparison.Ordinal) != last)
        {
            return other;
        }

        int digits = cell.Length - last - 1;
        int before = cell.AsSpan(0, last).TrimStart("+-\u2212").Length;
        bool isGroup = digits == 3 && before is >= 1 and <= 3 && cell.AsSpan().TrimStart("+-\u2212")[0] != '0';
        return isGroup ? ' ' : separator;
    }
}
