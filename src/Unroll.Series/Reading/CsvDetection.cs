using CsvHelper;

namespace Unroll.Series.Reading;

/// <summary>The format of a CSV file, detected from its first lines and the options: all that its reading needs.</summary>
internal sealed class CsvDetection
{
    private const int MostLast = 10;

    private readonly CsvFrameOptions _options;
    private Dictionary<string, int>? _indices;

    /// <summary>The line that the table may only begin on; 0 where nothing hints at that.</summary>
    private readonly long _suspectedLine;

    private readonly CsvHeaderLines? _header;

    private CsvDetection(CsvSource source, CsvFrameOptions options)
    {
        _options = options;
        Path = source.Path;
        Missing = new MissingMarkers(options.MissingTexts);
        Delimiter = Checked(options.Delimiter) ?? CsvDelimiter.Of(source);
        (Source, Sample, _suspectedLine, _header) = CsvTableRange.Find(source, Delimiter, options);
        if (Sample.Rows.Count == 0)
        {
            throw new InputException(
                $"{Path} has no lines but empty ones: expected a text, or a header line such as 'Date,Consumption' and one line a time "
                + "step.");
        }

        HasHeader = options.HasHeader ?? CsvHeader.Exists(Sample.Rows, Missing);
        Names = CsvHeader.Names(Sample.Rows[0], HasHeader);
        RequireTable();
        IsUnnamed = [.. Sample.Rows[0].Select(name => HasHeader && name.Length == 0)];
        Columns = [.. Enumerable.Range(0, Names.Length).Select(CellsOf)];
        CsvTimeColumn time = CsvTimeColumn.Find(this, options);
        TimeColumn = time.Column;
        TimeOfDayColumn = time.TimeOfDayColumn;
        StampParts = time.Parts;
        TimeColumns = time.Parts?.Columns ?? (time.Column < 0 ? [] : [time.Column]);
        Stamps = time.Format;
        Units = new NumberUnit?[Names.Length];
        Marks = new CsvMarks(this, options);
        Kinds = [.. Enumerable.Range(0, Names.Length).Select(KindOf)];
        char decimalSeparator = options.DecimalSeparator ?? NumberDetection.Of(
            Enumerable.Range(0, Names.Length).Where(column => Kinds[column] == CsvColumnKind.Number).SelectMany(NumbersOf), Delimiter);
        Numbers = decimalSeparator is '.' or ','
            ? new NumberParser(decimalSeparator)
            : throw new InputException(
                $"The decimal separator is '{decimalSeparator}', but it can only be a point or a comma: give one of them.")
            {
                Field = "data.decimal",
            };
    }

    /// <summary>The file, from its header on.</summary>
    public CsvSource Source { get; }

    public string Path { get; }

    public MissingMarkers Missing { get; }

    public char Delimiter { get; }

    public CsvSample Sample { get; }

    public bool HasHeader { get; }

    public string[] Names { get; }

    /// <summary>The name of a column as the header has it, also where another one has the same.</summary>
    public string HeaderOf(int column) => HasHeader && Sample.Rows[0][column].Length > 0 ? Sample.Rows[0][column] : Names[column];

    /// <summary>Columns whose name is made up.</summary>
    public bool[] IsUnnamed { get; }

    /// <summary>The first cells of each column, without missing ones.</summary>
    public string[][] Columns { get; }

    public CsvColumnKind[] Kinds { get; }

    /// <summary>The column of stamps; -1 where there is none.</summary>
    public int TimeColumn { get; }

    /// <summary>The column of times of day beside one of dates; -1 where there is none.</summary>
    public int TimeOfDayColumn { get; }

    /// <summary>All columns that the stamps are made of; none where there are no stamps.</summary>
    public int[] TimeColumns { get; }

    /// <summary>The parts of stamps in <see cref="TimeColumns"/>, where they are several; null where there is one, or none.</summary>
    public CsvStampParts? StampParts { get; }

    /// <summary>The format of stamps; null where there are none.</summary>
    public StampFormat? Stamps { get; }

    /// <summary>Whether stamps are numbers of rows.</summary>
    public bool HasRowNumbers => Stamps?.Kind == StampKind.RowNumbers;

    public NumberParser Numbers { get; }

    /// <summary>The unit of each column's numbers; null where there is none.</summary>
    public NumberUnit?[] Units { get; }

    public CsvMarks Marks { get; }

    /// <summary>The rows of the sample that are no header.</summary>
    public IEnumerable<string[]> Rows => Sample.Rows.Skip(HasHeader ? 1 : 0);

    /// <summary>Runs a reading function, and turns errors of the machine into those of the user.</summary>
    public static T Guarded<T>(string path, CsvFrameOptions options, Func<CsvDetection, T> read)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            return read(new CsvDetection(CsvSource.Of(path, options.Encoding, options.SkipLines, options.CancellationToken), options));
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InputException($"There is no file {path}: check the path, or name a data set with 'unroll data list'.", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path} cannot be read: {MessageFormatter.Of(exception.Message)}", exception);
        }
        catch (CsvFormatException exception)
        {
            throw Irregular(path, exception);
        }
    }

    /// <summary>The error of a file whose records cannot be told apart, or are too long.</summary>
    /// <param name="path">The file.</param>
    /// <param name="exception">The reader's error.</param>
    public static InputException Irregular(string path, CsvFormatException exception) => new(
        $"{path} is no regular CSV file: {exception.Message.ReplaceLineEndings(" ")} Look for a quote that is not closed.", exception);

    /// <summary>The column of a name.</summary>
    /// <exception cref="InputException">There is none; the message lists those that there are.</exception>
    public int IndexOf(string name)
    {
        if (_indices is null)
        {
            // A file may have tens of thousands of columns.
            _indices = new(StringComparer.Ordinal);
            for (int column = 0; column < Names.Length; column++)
            {
                _indices.TryAdd(Names[column], column);
            }
        }

        if (_indices.TryGetValue(name, out int index))
        {
            return index;
        }

        string[] places = HasHeader ? [.. Names.Where((_, column) => Sample.Rows[0][column] == name)] : [];
        throw new InputException(places.Length > 1
            ? $"{Path} has {CountFormatter.Format(places.Length, "columns")} named '{MessageFormatter.Of(name)}': give the place, " +
                $"{MessageFormatter.List(places)}, "
                + "or rename them."
            : $"{Path} has no column '{MessageFormatter.Of(name)}'.{MessageFormatter.DidYouMean(name, Names)} Its columns are: "
                + $"{MessageFormatter.List(Names)}.{HintAt(0)}")
        {
            Column = name,
        };
    }

    /// <summary>A row of another number of cells than the first one.</summary>
    /// <param name="line">Its line.</param>
    /// <param name="cells">Its cells.</param>
    public InputException BadCount(long line, int cells) => new(
        $"{Path}, line {line}: {CountFormatter.Format(cells, "cells")}, but the {(HasHeader ? "header" : "first line")} has "
        + $"{Names.Length}: check the line's delimiters and quotes.{HintAt(line)}"
        + HintAtEnd(line, Sample.Lines.Count > MostLast && line > Sample.Lines[MostLast] ? cells : 0)
        + (Delimiter == CsvSource.Blanks ? " An empty cell cannot be told among blanks: fill it (NA), or give another delimiter." : ""));

    /// <summary>Notes of what was left out without being asked for.</summary>
    /// <param name="options">What was asked for.</param>
    public IReadOnlyList<string> Notes(CsvFrameOptions options)
    {
        int lines = options.SkipLinesEnd is null ? Source.SkippedLinesEnd : 0;
        string? end = lines == 0 ? null : $"{CountFormatter.Format(lines, "lines")} behind the table {(lines == 1 ? "is" : "are")} "
            + $"left out, from '{MessageFormatter.Of(Source.FirstSkippedEnd)}' on (data.skip-lines-end: 0 reads all lines).";
        return [.. ((string?[])[_header?.Note, end, Stamps?.Rounding.Note, .. CsvTableNotes.Of(this, options)]).OfType<string>()];
    }

    /// <summary>The hint of an error near the end of the file; empty elsewhere.</summary>
    public string HintAtEnd(long line, int cells = 0)
    {
        using CsvReader reader = Source.Open(Delimiter, countLines: true);
        long last = 0;
        int rows = 0;
        while ((rows <= MostLast || cells == 1) && reader.Read())
        {
            last = reader.LineNumber + Source.SkippedLines;
            rows += last > line ? 1 : 0;
        }

        return rows > MostLast && cells != 1 ? "" : $" If the table ends before this line, say how many lines come after it (recipe: "
            + $"data.skip-lines-end: {last - line + 1}; in code: SkipLinesEnd).";
    }

    /// <summary>The hint of an error before the line where the table may begin; empty elsewhere.</summary>
    /// <param name="line">The line of the error.</param>
    public string HintAt(long line) => _suspectedLine is > 1 and var begin && line <= begin + 1
        ? $" If the table only begins on line {begin}, say that {begin - 1} line{(begin == 2 ? " comes" : "s come")} before it (recipe: "
            + $"data.skip-lines: {begin - 1}; in code: SkipLines)."
        : "";

    /// <summary>Reads the number of a cell, without the unit that the column has.</summary>
    public bool TryNumber(int column, ReadOnlySpan<byte> cell, out double value) =>
        Units[column] is { } unit ? unit.TryParse(Numbers, cell, out value) : Numbers.TryParse(cell, out value);

    /// <summary>Whether a column's first cells are all numbers.</summary>
    public bool AreNumbers(int column) => Columns[column].All(NumberParser.LooksLikeNumber);

    /// <summary>
    /// Refuses a table that begins further down than the first line at once: errors that follow from the lines before it would be less
    /// clear.
    /// </summary>
    private void RequireTable()
    {
        if (_options.Delimiter is null && Names.Length == 1 && Sample.Rows.Count > 1
            && Sample.Rows.All(row => row[0].Contains("  ", StringComparison.Ordinal)))
        {
            throw new InputException(
                $"{Path} has columns of fixed width, and lines of different numbers of words: where cells are empty or of several words, "
                + "blanks do not tell which column a word is in. Write the table with a delimiter, in Python for example "
                + "pandas.read_fwf(\"table.txt\").to_csv(\"table.csv\", index=False), or fill empty cells (NA).")
            {
                Field = "data.delimiter",
            };
        }

        for (int i = 1; i < Sample.Rows.Count && Sample.Lines[i] <= _suspectedLine; i++)
        {
            string[] row = Sample.Rows[i];
            if (row.AsSpan().ContainsAnyExcept("") && (row.Length < Names.Length || row.AsSpan(Names.Length).ContainsAnyExcept("")))
            {
                throw BadCount(Sample.Lines[i], row.Length);
            }
        }
    }

    private static char? Checked(char? delimiter) =>
        delimiter is null || (char.IsAscii(delimiter.Value) && delimiter is not ('\r' or '\n' or '"' or '\0'))
        ? delimiter
        : throw new InputException(
            $"The delimiter is '{delimiter}', but it can only be an ASCII character other than a quote or a line break: give a comma, "
            + $"for example.")
        { Field = "data.delimiter" };

    private string[] CellsOf(int column) =>
        [.. Rows.Where(row => column < row.Length && !Missing.Contains(row[column])).Select(row => row[column])];

    private CsvColumnKind KindOf(int column)
    {
        string[] cells = Columns[column];
        if (Array.IndexOf(TimeColumns, column) >= 0)
        {
            return CsvColumnKind.Time;
        }

        if (cells.Length == 0)
        {
            return CsvColumnKind.Empty;
        }

        if (Delimiter == ',' && NumberDetection.AreCodes(cells))
        {
            return CsvColumnKind.Category;
        }

        if (column == 0 && IsUnnamed[0] && (Sample.HasRowNames || IsCounted(cells)))
        {
            return CsvColumnKind.RowNumber;
        }

        // A column with some numbers is numeric: the other cells are errors to report.
        bool hasNumber = Marks.AreIn(column)
            || (AreNumbers(column) && Array.Exists(cells, cell => cell[^1] != '-' || cell.AsSpan().IndexOfAny('.', ',') >= 0))
            || Array.Exists(cells, cell => cell[0] != '(' && cell[^1] != '-' && NumberParser.LooksLikeNumber(cell));
        bool isText = !hasNumber || _options.CategoryColumns?.Contains(Names[column]) == true;
        if (isText && _options.CategoryColumns?.Contains(Names[column]) != true)
        {
            Units[column] = NumberUnit.Of(cells);
        }

        return isText && Units[column] is null ? CsvColumnKind.Category : CsvColumnKind.Number;
    }

    private IEnumerable<string> NumbersOf(int column) =>
        Units[column] is null ? Columns[column]
            : Columns[column].Select(cell => NumberUnit.TrySplit(cell, out _, out string number, out _) ? number : cell);

    private static bool IsCounted(string[] cells) => cells is ["0" or "1", _, ..] && cells.Index().All(
        cell => cell.Item == (cell.Index + cells[0][0] - '0').ToString(System.Globalization.CultureInfo.InvariantCulture));
}
