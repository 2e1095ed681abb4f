namespace Unroll.Series.Reading;

/// <summary>
/// Lines of prose before a table, as instruments, banks and weather services write them: a title, <c>Station: X</c>, an empty line, and
/// only then a header and its rows.
/// </summary>
/// <param name="Rows">Rows of the sample before the header; 0 where there are none, or where it is not certain.</param>
/// <param name="Suspected">
/// The row of the sample that the table may begin with, though that is not certain; 0 where nothing hints at that.
/// </param>
internal readonly record struct CsvPreamble(int Rows, int Suspected)
{
    /// <summary>Rows of prose at most.</summary>
    private const int MostRows = 100;

    /// <summary>Columns of years or dates that make a row a header.</summary>
    private const int FewestDated = 5;

    private const double ConsistentShare = 0.9;

    private const double ValueShare = 0.5;

    private static readonly MissingMarkers _missing = new(null);

    /// <summary>
    /// Looks for a header that all rows after it agree with. What comes before it is only prose where no line of it could be a row of the
    /// table, and where the line next to the header is no second header, or an empty line parts them. Whatever else the file begins with is
    /// left to the reader, which refuses rows with other numbers of cells than the first.
    /// </summary>
    /// <param name="sample">The first rows.</param>
    public static CsvPreamble Of(CsvSample sample)
    {
        IReadOnlyList<string[]> rows = sample.Rows;
        if (rows.Count < 2)
        {
            return default;
        }

        int width = WidthOf(rows);
        bool[] holdsValues = [.. Enumerable.Range(0, width).Select(column => HoldsValues(rows, column, width))];
        int stamps = width < 2 ? -1 : StampColumn(rows, width);
        int first = IndexOf(rows, row => Fits(row, holdsValues) && (stamps < 0 || row[stamps].Length > 0));
        if (width < 2 || first < 0)
        {
            return new(0, width < 2 ? 0 : Math.Max(0, IndexOf(rows, row => CellsOf(row, width) == width)));
        }

        // Years or dates across the header are values by themselves.
        bool isDated = first + 1 < rows.Count && IsDated(rows[first], rows[first + 1], holdsValues);
        int header = isDated ? first : first - 1;
        first = header + 1;
        while (header > 0 && CsvHeaderLines.IsRule(rows[header]))
        {
            header--;
        }

        string[] names = header < 0 ? [] : rows[header].Length == width - 1 && width > 2 ? ["", .. rows[header]] : rows[header];
        bool isHeader = isDated || (header >= 0 && CellsOf(names, width) == width && IsNames(names, holdsValues)
            && CsvHeader.Exists([names, rows[first]], _missing));
        if (!isHeader)
        {
            // Numbers among the names, such as that of a version, do not make them a row.
            bool mayBeNames = header > 0 && CellsOf(rows[header], width) == width
                && rows[header].Count(cell => cell.Length > 0 && !IsValue(cell)) >= ValueShare * width;
            return new(0, CellsOf(rows[0], width) == width ? 0 : mayBeNames ? header : first);
        }

        int even = rows.Skip(first).Count(row => CellsOf(row, width) == width);
        bool isCertain = header is > 0 and <= MostRows && even >= ConsistentShare * (rows.Count - first)
            && IsApart(sample, header, width, holdsValues);
        return isCertain ? new(header, header) : new(0, header);
    }

    /// <summary>Whether a row has names, and above all numbers years one after the other, or dates that the next row has not.</summary>
    private static bool IsDated(string[] row, string[] next, bool[] holdsValues)
    {
        int[] columns = [.. Enumerable.Range(0, holdsValues.Length).Where(column => holdsValues[column])];
        bool hasNames = holdsValues.AsSpan().Contains(false)
            && Enumerable.Range(0, holdsValues.Length).All(column => holdsValues[column] || row[column].Length > 0);
        bool areYears = columns.Index().All(place => int.TryParse(row[place.Item], out int year) && year is > 1500 and < 2500
            && (place.Index == 0 || row[columns[place.Index - 1]] == $"{year - 1}"));
        return hasNames && columns.Length >= FewestDated && (areYears || columns.All(column => StampParser.IsStamp(row[column])
            && (next.Length <= column || !StampParser.IsStamp(next[column]))));
    }

    /// <summary>
    /// Whether the line before the header is none of the table: it has fewer cells, or is parted from it by an empty line.
    /// </summary>
    private static bool IsApart(CsvSample sample, int header, int width, bool[] holdsValues)
    {
        string[] before = sample.Rows[header - 1], names = sample.Rows[header];
        if (names.Length < width)
        {
            // One cell fewer than the rows, whose first cell is a name: what comes before has fewer yet.
            return FilledOf(before) < names.Length;
        }

        if (CellsOf(before, width) != width || FilledOf(before) < FilledOf(names))
        {
            return true;
        }

        // Pairs such as 'Station,Berlin' may have as many cells as the table. Only a header of a column of times is surely one then.
        bool isParted = sample.Lines[header] > sample.Lines[header - 1] + 1;
        return isParted
            && Enumerable.Range(0, width).Any(column => holdsValues[column] && StampParser.IsStamp(sample.Rows[header + 1][column]));
    }

    /// <summary>Cells of most rows of the later half, where prose is over; of one cell only where none has more.</summary>
    internal static int WidthOf(IReadOnlyList<string[]> rows)
    {
        string[][] later = [.. rows.Skip(rows.Count / 2).Where(row => row.Length > 1)];
        if (later.Length == 0)
        {
            return 1;
        }

        int width = later.GroupBy(row => row.Length).OrderByDescending(group => group.Count()).ThenByDescending(group => group.Key)
            .First().Key;

        // Rows may end with a delimiter that the header has not.
        return width > 2 && rows.All(row => row.Length != width || row[^1].Length == 0) ? width - 1 : width;
    }

    /// <summary>Cells of a row, those left out that are empty and beyond the table.</summary>
    internal static int CellsOf(string[] row, int width)
    {
        int cells = row.Length;
        while (cells > width && row[cells - 1].Length == 0)
        {
            cells--;
        }

        return cells;
    }

    /// <summary>Cells of a row up to the last that is not empty: workbooks fill the lines of prose up with empty ones.</summary>
    private static int FilledOf(string[] row) => Array.FindLastIndex(row, cell => cell.Length > 0) + 1;

    internal static bool HoldsValues(IReadOnlyList<string[]> rows, int column, int width)
    {
        int cells = 0, values = 0;
        foreach (string[] row in rows.Skip(rows.Count / 2))
        {
            if (CellsOf(row, width) == width && !_missing.Contains(row[column]))
            {
                cells++;
                values += IsValue(row[column]) ? 1 : 0;
            }
        }

        return cells > 0 && values >= ValueShare * cells;
    }

    /// <summary>Whether a row could be one of the table: where the others have numbers and dates, it has them or nothing.</summary>
    internal static bool Fits(string[] row, bool[] holdsValues)
    {
        if (CellsOf(row, holdsValues.Length) != holdsValues.Length)
        {
            return false;
        }

        bool hasValue = false;
        for (int column = 0; column < holdsValues.Length; column++)
        {
            if (holdsValues[column] && !_missing.Contains(row[column]))
            {
                if (!IsValue(row[column]))
                {
                    return false;
                }

                hasValue = true;
            }
        }

        return hasValue;
    }

    /// <summary>Whether a row has no number and no date where the others have them, but some text.</summary>
    internal static bool IsNames(string[] row, bool[] holdsValues)
    {
        bool hasName = false;
        for (int column = 0; column < holdsValues.Length; column++)
        {
            if (holdsValues[column])
            {
                if (IsValue(row[column]))
                {
                    return false;
                }

                hasName |= row[column].Length > 0;
            }
        }

        return hasName;
    }

    internal static bool IsValue(string cell) => NumberParser.LooksLikeNumber(cell) || StampParser.IsStamp(cell);

    /// <summary>A column that has a date, and no number, in each row of the later half; -1 where there is none.</summary>
    private static int StampColumn(IReadOnlyList<string[]> rows, int width)
    {
        string[][] later = [.. rows.Skip(rows.Count / 2).Where(row => CellsOf(row, width) == width)];
        return later.Length == 0 ? -1 : Enumerable.Range(0, width).FirstOrDefault(
            column => Array.TrueForAll(later, row => StampParser.IsStamp(row[column]) && !NumberParser.LooksLikeNumber(row[column])), -1);
    }

    private static int IndexOf(IReadOnlyList<string[]> rows, Func<string[], bool> test)
    {
        for (int i = 0; i < Math.Min(rows.Count, MostRows + 2); i++)
        {
            if (test(rows[i]))
            {
                return i;
            }
        }

        return -1;
    }
}
