using System.Text.RegularExpressions;

namespace Unroll.Series.Reading;

/// <summary>Lines behind a table, as spreadsheets and statistical offices write them: a total, the source, a note.</summary>
internal static partial class CsvFooter
{
    /// <summary>Lines that are looked at.</summary>
    private const int MostLines = 30;

    private const int TailBytes = 1 << 16;
    private const double ValueShare = 0.5;

    private static readonly string[] _words =
    [
        "total", "grand total", "subtotal", "sum", "average", "mean", "count", "summe", "gesamt", "gesamtsumme", "insgesamt", "mittelwert",
        "durchschnitt", "totale", "totaal", "somme", "moyenne", "suma", "media", "soma", "source", "sources", "quelle", "note", "notes",
        "footnote", "footnotes", "anmerkung", "copyright", "generated", "exported", "end of file", "eof",
    ];

    private static readonly MissingMarkers _missing = new(null);

    /// <summary>
    /// The source without the lines behind its table, where it is certain that they are none of its rows: text where the rows have numbers
    /// or dates, or after an empty line, and in fewer or more cells than these, or a word where each row has its date.
    /// </summary>
    /// <param name="source">The source.</param>
    /// <param name="delimiter">The character between cells.</param>
    /// <param name="rows">The first rows, the header among them.</param>
    public static CsvSource Without(CsvSource source, char delimiter, IReadOnlyList<string[]> rows)
    {
        if (rows.Count < 3)
        {
            return source;
        }

        int width = rows[0].Length;
        string[] firsts = [.. rows.Skip(1).Take((rows.Count / 2) + 1).Select(row => row[0]).Where(cell => !_missing.Contains(cell))];
        bool holdsValues = firsts.Length > 0 && firsts.Count(IsValue) >= ValueShare * firsts.Length;
        bool holdsStamps = firsts.Length > 0 && Array.TrueForAll(firsts, StampParser.IsStamp);
        IReadOnlyList<(long Start, string Text)> lines = source.LastLines(MostLines, TailBytes);
        int end = lines.Count;
        int first = lines.Count;
        while (first > 0)
        {
            string text = lines[first - 1].Text.Trim();
            bool isBlank = text.Trim(delimiter, ' ', '\t', '"').Length == 0;
            string[] cells = source.Cells(text, delimiter);
            bool isRule = !isBlank && CsvHeaderLines.IsRule([text]) && text.Contains("---", StringComparison.Ordinal);
            if (!isBlank && !isRule && !RowCount().IsMatch(text) && !(holdsStamps && IsWords(cells[0]))
                && !IsApart(cells, width, holdsValues, IsParted(lines, first - 1, delimiter)))
            {
                break;
            }

            first--;
            end = isBlank ? end : first;
        }

        // All lines looked at may be none of the table: then it is not known where that ends.
        return end == lines.Count || first == 0 ? source : source.Until(lines[end].Start, lines.Count - end, lines[end].Text);
    }

    /// <summary>Whether an empty line comes before a line, or before those of its kind.</summary>
    private static bool IsParted(IReadOnlyList<(long Start, string Text)> lines, int line, char delimiter) =>
        lines.Take(line).Reverse().TakeWhile(before => before.Text.Trim().Length > 0)
            .All(before => !before.Text.Contains(delimiter, StringComparison.Ordinal))
        && lines.Take(line).Any(before => before.Text.Trim().Length == 0);

    /// <summary>Whether a cell where rows have their date has a word without any digit.</summary>
    private static bool IsWords(string cell) =>
        cell.Any(char.IsLetter) && !cell.Any(char.IsDigit) && !_missing.Contains(cell);

    private static bool IsApart(string[] cells, int width, bool holdsValues, bool isParted)
    {
        string first = Array.Find(cells, cell => cell.Length > 0) ?? "";
        if (_missing.Contains(first) || IsValue(first) || (cells[0].Length == 0 && !holdsValues))
        {
            return false;
        }

        int filled = cells.Count(cell => cell.Length > 0);
        bool isWord = Array.Exists(
            _words, word => first.StartsWith(word, StringComparison.OrdinalIgnoreCase)
                && (first.Length == word.Length || !char.IsLetterOrDigit(first[word.Length])));
        bool isOther = filled == 1 || cells.Length != width || isWord;
        return isOther && (holdsValues || isParted) && (cells[0].Length > 0 || isWord);
    }

    // As the clients of databases end a table: the whole line.
    [GeneratedRegex(
        "^(\\([0-9]+ rows?( affected)?\\)|[0-9]+ rows? (in set|selected|affected)(, [0-9]+ warnings?)?\\.?( \\([0-9.]+ sec(onds)?\\))?)$")]
    private static partial Regex RowCount();

    private static bool IsValue(string cell) => NumberParser.LooksLikeNumber(cell) || StampParser.IsStamp(cell);
}
