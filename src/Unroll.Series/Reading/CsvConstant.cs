using System.Text;
using CsvHelper;
using Unroll.Formats;

namespace Unroll.Series.Reading;

/// <summary>A column that is constant within a series: its text for each series.</summary>
/// <param name="file">The file.</param>
/// <param name="reader">Its reader.</param>
/// <param name="place">Where it is.</param>
/// <param name="column">The column.</param>
/// <param name="isNumber">Whether texts must be numbers.</param>
internal sealed class CsvConstant(CsvDetection file, CsvReader reader, CsvPlace place, int column, bool isNumber)
{
    private readonly List<byte[]?> _texts = [];
    private readonly CsvNumbers _numbers = new(file, reader, place);

    /// <summary>Whether texts are numbers.</summary>
    public bool IsNumber => isNumber;

    /// <summary>Name of the column.</summary>
    public string Name => file.Names[column];

    /// <summary>Takes the current row of a series.</summary>
    /// <param name="series">Index of the series.</param>
    /// <param name="id">Its name.</param>
    public void Read(int series, string id)
    {
        while (_texts.Count <= series)
        {
            _texts.Add(null);
        }

        ReadOnlySpan<byte> cell = reader.GetSpan(column);
        byte[]? known = _texts[series];
        if ((known is not null && cell.SequenceEqual(known)) || file.Missing.Contains(cell))
        {
            return;
        }

        double number = isNumber ? _numbers.Read(column) : double.NaN;
        if (known is null)
        {
            _texts[series] = cell.ToArray();
        }
        else if (!isNumber || !Number(series).Equals(number))
        {
            throw place.BadCell(
                column, reader.GetString(column), $"'{MessageFormatter.Of(Encoding.UTF8.GetString(known))}' as in the rows before, "
                    + "as it must not change within "
                    + $"series '{MessageFormatter.Of(id)}'", isOfColumn: true);
        }
    }

    /// <summary>The number of a series; NaN where it is missing.</summary>
    public double Number(int series) =>
        series < _texts.Count && _texts[series] is { } text && file.TryNumber(column, text, out double number) ? number : double.NaN;

    /// <summary>The text of a series; null where it is missing.</summary>
    public string? Text(int series) => series < _texts.Count && _texts[series] is { } text
        ? CsvCellParser.Parse(Encoding.UTF8.GetString(text))
        : null;
}
