using CsvHelper;

namespace Unroll.Series.Reading;

/// <summary>An iterator over the rows of a CSV file; only the current one is in memory.</summary>
internal sealed class CsvRows : IDisposable
{
    private readonly CsvDetection _file;
    private readonly CancellationToken _cancellationToken;
    private readonly HashSet<string> _remarks;

    /// <summary>Opens the file and passes over its header.</summary>
    public CsvRows(CsvDetection file, CsvFrameOptions options)
    {
        _file = file;
        _remarks = CsvRemarks.Of(file);
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

        return cells == _file.Names.Length || (cells == _file.Names.Length + 1 && _remarks.Contains(Reader.GetString(cells - 1)))
            ? true
            : throw Place.BadCount(cells);
    }

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
