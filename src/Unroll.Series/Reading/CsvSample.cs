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

    private const long MostCharacters = 4 << 20;

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
                    $"{source.Path}, line {reader.LineNumber + source.SkippedLines}: {reader.FieldCount} cells, but at most "
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

        return new(rows, lines);
    }
}
