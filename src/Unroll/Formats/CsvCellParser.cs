namespace Unroll.Formats;

/// <summary>The parser of texts in the cells of a CSV file, as <see cref="CsvCellFormatter"/> writes them.</summary>
public static class CsvCellParser
{
    /// <summary>The text of a cell, whose quotes are gone already.</summary>
    /// <param name="cell">The cell's content.</param>
    public static string Parse(string cell)
    {
        ArgumentNullException.ThrowIfNull(cell);
        return cell.Length > 0 && cell[0] == CsvCellFormatter.Mark && CsvCellFormatter.IsMarked(cell) ? cell[1..] : cell;
    }
}
