using CsvHelper;

namespace Unroll.Series.Reading;

/// <summary>Reads the numbers of cells; NaN where one is missing.</summary>
/// <param name="file">The file.</param>
/// <param name="reader">Its reader.</param>
/// <param name="place">Where it is.</param>
internal sealed class CsvNumbers(CsvDetection file, CsvReader reader, CsvPlace place)
{
    private readonly NumberParser _numbers = file.Numbers;
    private readonly MissingMarkers _missing = file.Missing;
    private readonly bool _missingFirst = file.Missing.HasNumbers;
    private readonly bool _hasUnits = Array.Exists(file.Units, unit => unit is not null);

    /// <summary>The number of a cell of the current row.</summary>
    /// <param name="column">Its column.</param>
    public double Read(int column)
    {
        ReadOnlySpan<byte> cell = reader.GetSpan(column);
        if (cell.Length == 0 || (_missingFirst && _missing.Contains(cell)))
        {
            return double.NaN;
        }

        if ((_hasUnits ? file.TryNumber(column, cell, out double value) : _numbers.TryParse(cell, out value))
            && DoubleParser.IsInRange(value))
        {
            return _missingFirst && _missing.Contains(value) ? double.NaN : value;
        }

        return _missing.Contains(cell) || _missing.IsFilled(cell) ? double.NaN
            : file.Marks.TryParse(_numbers, column, cell, out value) ? (_missing.Contains(value) ? double.NaN : value)
            : throw Bad(column);
    }

    private InputException Bad(int column)
    {
        string number = _numbers.DecimalSeparator == '.' ? "1380.52" : "1380,52";
        string example = file.Units[column]?.Example(number) ?? number;
        ReadOnlySpan<byte> cell = reader.GetSpan(column);
        if (file.TryNumber(column, cell, out _))
        {
            return place.BadCell(column, $"a number that single precision holds, up to 3.4e38 (or an empty cell where it is missing)");
        }

        string text = reader.GetString(column);
        bool isText = text.StartsWith('#') || !text.AsSpan().ContainsAnyInRange('0', '9');
        string expected = $"a number such as {example} (or an empty cell where it is missing)";
        return place.BadCell(
            column,
            text,
            isText
                ? $"{expected}; where that text stands for what is missing, name it (recipe: data.missing; in code: MissingTexts), and "
                    + $"where "
                    + "the column holds texts, name it as a column of categories (recipe: data.categories; in code: CategoryColumns)"
                : CsvMarks.IsMarked(text)
                ? $"{expected}; marks behind numbers are passed over where the first "
                    + $"{CountFormatter.Format(CsvSample.MostRows, "rows")} have one and the numbers have decimals or many "
                    + "values: remove this mark, or name a column of codes as one of categories (recipe: data.categories; in code: "
                    + "CategoryColumns)"
                : text is ['<' or '>' or '\u2264' or '\u2265', ..]
                ? $"{expected}; a bound is none: write a number in its place, or name it as missing (recipe: data.missing; in code: "
                    + $"MissingTexts)"
                : $"{expected}; of several values in a cell, or a remark behind a number, make columns of their own, or name the text as "
                    + "missing (recipe: data.missing; in code: MissingTexts)",
            isOfColumn: !Array.Exists(file.Columns[column], NumberParser.LooksLikeNumber));
    }
}
