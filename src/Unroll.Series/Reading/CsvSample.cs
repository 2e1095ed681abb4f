using CsvHelper;

namespace Unroll.Series.Reading;

/// <summary>The first lines of a CSV file as texts, from which its format is detected.</summary>
/// <param name="Rows">The cells, the header's among them.</param>
/// <param name="Lines">The line of the file that each of <paramref name="Rows"/> begins on.</param>
internal sealed record CsvSample(IReadOnlyList<string[]> Rows, IReadOnlyList<long> Lines)
{
    /// <summary>Rows that a format is found from.</summary>
    public const int MostRows = 1_000;

    /// <summary>Cells in a line; more are hardly meant.</summary>
    public const int MostCells = 1 << 16;

    private const int NameLines = 2;

    private const long MostCharacters = 4 << 20;

    /// <summary>Whether the rows begin with a name that the header has no cell for, as R writes tables.</summary>
    public bool HasRowNames { get; private init; }

    /// <summary>
    /// The sample with an empty name for the first column where the header has one cell fewer than every row, and names where these have
    /// values; else itself.
    /// </summary>
    public CsvSample WithRowNames()
    {
        bool isShort = Rows.Count > 1 && Rows[0].Length > 0 && Rows.Skip(1).All(row => row.Length == Rows[0].Length + 1)
            && Rows.Skip(1).Any(row => row[^1].Length > 0) && !IsHeader(Rows)
            && !(ColumnNames.IsTime(Rows[0][0]) && StampParser.IsStamp(Rows[1][0]) && !IsTime(Rows[1][1]))
            && Array.TrueForAll(Rows[0], name => name.Length > 0 && !NumberParser.LooksLikeNumber(name) && !StampParser.IsStamp(name));
        return isShort ? this with { Rows = [["", .. Rows[0]], .. Rows.Skip(1)], HasRowNames = true } : this;
    }

    /// <summary>Whether the second row has a text where most others have a value: the first is a title then.</summary>
    private static bool IsHeader(IReadOnlyList<string[]> rows) => Enumerable.Range(1, rows[0].Length).Any(
        cell => rows[1][cell].Length > 0 && !IsValue(rows[1][cell])
            && 2 * rows.Skip(2).Count(row => IsValue(row[cell])) > rows.Count - 2);

    private static bool IsValue(string cell) => NumberParser.LooksLikeNumber(cell) || IsTime(cell);

    private static bool IsTime(string cell) => StampParser.IsStamp(cell) || StampDetection.AreTimesOfDay([cell]);

    public static CsvSample Of(CsvSource source, char delimiter, int most)
    {
        using CsvReader reader = source.Open(delimiter, countLines: true);
        List<string[]> rows = [];
        List<long> lines = [];
        long characters = 0;
        while (rows.Count < most && characters < MostCharacters && reader.Read())
        {
            if (reader.FieldCount > MostCells)
            {
                throw new InputException(
                    $"{source.Path}, line {reader.LineNumber + source.SkippedLines}: " +
                    $"{CountFormatter.Format(reader.FieldCount, "cells")}, but at most "
                    + $"{MostCells} can be read: check the delimiter.");
            }

            string[] cells = new string[reader.FieldCount];
            for (int i = 0; i < cells.Length; i++)
            {
                cells[i] = reader.GetString(i);
                characters += cells[i].Length + 1;
            }

            rows.Add(cells);
            lines.Add(reader.LineNumber + source.SkippedLines);
        }

        // MATLAB and the tools of PhysioNet write names in apostrophes; where rows are written so, too, these are texts like any other.
        int names = rows.Take(NameLines).TakeWhile(row => row.Length > 1 && Array.TrueForAll(row, IsInApostrophes)).Count();
        if (names > 0 && rows.Count > names && Enumerable.Range(0, rows[0].Length).Any(
            column => !rows.Skip(names).Any(row => column < row.Length && IsInApostrophes(row[column]))))
        {
            for (int i = 0; i < names; i++)
            {
                rows[i] = [.. rows[i].Select(cell => cell.Trim('\''))];
            }
        }

        return new(rows, lines);
    }

    private static bool IsInApostrophes(string cell) =>
        cell is ['\'', not '\'', .., '\''] && cell.Count(letter => letter == '\'') == 2;
}
