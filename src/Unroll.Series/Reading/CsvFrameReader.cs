using Unroll.Series.Frames;

namespace Unroll.Series.Reading;

/// <summary>
/// A reader of CSV and TSV files: a column of time stamps, the others numbers or texts. The format (<see cref="CsvFormat"/>) is detected
/// from the first lines where the options do not give it. Columns that do not fit into memory are kept in a temporary file.
/// </summary>
public static class CsvFrameReader
{
    /// <summary>Reads a file that holds one series.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">Columns and format.</param>
    /// <exception cref="InputException">
    /// The file is missing or empty, a column is not there, a cell is no number or no date, or the stamps are unsorted or repeated. The
    /// message names the file, the line, the column and the text.
    /// </exception>
    public static Frame Read(string path, CsvFrameOptions options = default)
    {
        SeriesSet set = ReadSet(path, options);
        return set.Count == 1
            ? set[0].Frame
            : throw new InputException(
                $"{path} holds {set.Count} series, told apart by {MessageFormatter.Columns(options.IdColumns ?? [])}, but one is "
                + $"expected here: read it as many series.");
    }

    /// <summary>Reads a file that holds one series or many.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">Columns and format.</param>
    /// <exception cref="InputException">
    /// The file is missing or empty, a column is not there, a cell is no number or no date, the stamps of a series are unsorted or
    /// repeated, or a static covariate or class changes within a series. The message names the file, the line, the column and the text.
    /// </exception>
    public static SeriesSet ReadSet(string path, CsvFrameOptions options = default) => CsvDetection.Guarded(path, options, file =>
    {
        SeriesSet set = options.SeriesInRows == true ? new CsvAcrossReader(file, options).Read()
            : options.VariableColumn is null && options.ValueColumn is null ? CsvTable.Read(file, options)
            : CsvPivot.Read(file, options);
        return set.WithNotes([.. file.Notes(options), .. set.Notes]);
    });
}
