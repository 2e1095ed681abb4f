using CsvHelper;

namespace Unroll.Series.Reading;

/// <summary>An iterator over the rows of a CSV file; only the current one is in memory.</summary>
internal sealed class CsvRows : IDisposable
{
    private readonly CsvDetection _file;
    private readonly CancellationToken _cancellationToken;

    /// <summary>Opens the file and passes over its header.</summary>
    public CsvRows(CsvDetection file, CsvFrameOptions options)
    {
        _file = file;
        _cancellationToken = options.CancellationToken;
        Reader = file.Source.Open(file.Delimiter, countLines: true);
        try
        {
            Place = new CsvPlace(file, Reader);
            Items = new CsvItems(file, options, Reader, Place);
            Stamps = file.TimeColumn < 0 ? null : new CsvStamps(file, options, Reader, Place);
            if (file.HasHeader)
            {
                Reader.Read();
            }
        }
        catch
        {
            Reader.Dispose();
            throw;
        }
    }

    public CsvReader Reader { get; }

    public CsvPlace Place { get; }

    public CsvItems Items { get; }

    /// <summary>The stamps; null where rows have none.</summary>
    public CsvStamps? Stamps { get; }

    /// <summary>Goes to the next row.</summary>
    /// <exception cref="InputException">It has more or fewer cells than there are columns.</exception>
    public bool Next()
    {
        _cancellationToken.ThrowIfCancellationRequested();
        do
        {
            if (!Reader.Read())
            {
                return false;
            }
        }
        while (IsBlank());

        int cells = Reader.FieldCount;
        while (cells > _file.Names.Length && Reader.GetSpan(cells - 1).IsEmpty)
        {
            // A delimiter at the end of the line, which the header has not.
            cells--;
        }

        return cells == _file.Names.Length || (cells > 1 && IsRemarked(_file, cells, Reader.GetString(cells - 1)))
            ? true
            : throw Place.BadCount(cells);
    }

    /// <summary>Whether a row of blanks has a word behind its last number, such as <c>Provisional</c>.</summary>
    /// <param name="file">The file.</param>
    /// <param name="cells">The number of its cells.</param>
    /// <param name="last">The last one.</param>
    public static bool IsRemarked(CsvDetection file, int cells, string last) =>
        file.Delimiter == CsvSource.Blanks && cells == file.Names.Length + 1 && file.Kinds[^1] == CsvColumnKind.Number
            && file.Units[^1] is null && IsRemark(last);

    /// <summary>Whether a cell beyond those of the names is a word.</summary>
    /// <param name="cell">The cell.</param>
    public static bool IsRemark(string cell) => cell.Length > 1 && cell.All(char.IsLetter);

    /// <summary>
    /// Whether a row has delimiters alone, as tables written by spreadsheets end with. Where rows have no stamps, such a row counts: it is
    /// a step at which nothing was measured.
    /// </summary>
    private bool IsBlank()
    {
        if (_file.TimeColumn < 0)
        {
            return false;
        }

        for (int i = 0; i < Reader.FieldCount; i++)
        {
            if (!Reader.GetSpan(i).IsEmpty)
            {
                return false;
            }
        }

        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => Reader.Dispose();
}
