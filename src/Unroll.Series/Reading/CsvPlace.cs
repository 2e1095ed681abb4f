using CsvHelper;

namespace Unroll.Series.Reading;

/// <summary>The place that the reading of a CSV file has reached, for messages.</summary>
/// <param name="file">The file.</param>
/// <param name="reader">Its reader.</param>
internal sealed class CsvPlace(CsvDetection file, CsvReader reader)
{
    /// <summary>A cell that cannot be read.</summary>
    /// <param name="column">Its column.</param>
    /// <param name="expected">What was expected.</param>
    public InputException BadCell(int column, string expected) => BadCell(column, reader.GetString(column), expected);

    /// <summary>A cell that cannot be read.</summary>
    /// <param name="column">Its column.</param>
    /// <param name="cell">Its text.</param>
    /// <param name="expected">What was expected.</param>
    /// <param name="isOfColumn">Whether the column is not what the options take it for, rather than the cell wrong.</param>
    public InputException BadCell(int column, string cell, string expected, bool isOfColumn = false)
    {
        bool isNoStamp = Array.IndexOf(file.TimeColumns, column) >= 0 && !cell.Any(char.IsDigit);
        string hint = cell.Contains('\n', StringComparison.Ordinal) ? " A quote before it may not be closed."
            : file.HasHeader && cell == file.HeaderOf(column)
            ? " The header stands here again: leave the line out, or give each table a file of its own." : "";
        return new(
            $"{Line}, column '{MessageFormatter.Of(file.Names[column])}': got '{MessageFormatter.Of(cell)}', expected "
            + $"{expected}.{hint}{file.HintAt(Number)}{(isNoStamp ? file.HintAtEnd(Number) : "")}")
        {
            Column = isOfColumn ? file.Names[column] : null,
        };
    }

    /// <summary>A row that cannot be used.</summary>
    /// <param name="problem">What is wrong, and what to do.</param>
    public InputException Bad(string problem) => new($"{Line}: {problem}");

    /// <summary>A row of another number of cells than the first one.</summary>
    /// <param name="cells">Its cells.</param>
    public InputException BadCount(int cells) => file.BadCount(Number, cells);

    /// <summary>The line of the file, from 1.</summary>
    public long Number => reader.LineNumber + file.Source.SkippedLines;

    private string Line => $"{file.Path}, line {Number}";
}
