using System.Runtime.InteropServices;
using System.Text;

namespace Unroll.Series.Reading;

/// <summary>
/// Finds the columns that together identify series in a file whose stamps repeat: those that make the fewest series in which nearly
/// no row has the stamp of another one.
/// </summary>
internal sealed class CsvKeySearch
{
    private const int MostRows = 1 << 20;
    private const int MostColumns = 8;
    private const int MostTogether = 4;

    /// <summary>Share of rows that may repeat another one all the same.</summary>
    private const double MostRepeats = 0.05;

    /// <summary>Series for each row of one stamp, beyond which a column holds values: series come and go, but not so.</summary>
    private const int MostTurnover = 10;

    /// <summary>Numbers for each row of one stamp, beyond which a column measures something: ids of shops come and go less.</summary>
    private const int MostNumbers = 2;

    private readonly List<long> _stamps = [];
    private readonly List<Column> _columns;
    private long _mostSeries;

    private CsvKeySearch(CsvDetection file, IEnumerable<int> columns) =>
        _columns = [.. columns.Select(column => new Column(column, CsvKeys.IsFilledDown(file, column)))];

    /// <summary>Finds the columns; null where no set of them identifies series.</summary>
    /// <param name="file">The file, which has stamps.</param>
    /// <param name="options">How its stamps are read.</param>
    public static IReadOnlyList<string>? Find(CsvDetection file, CsvFrameOptions options)
    {
        int[] candidates = [
            .. Enumerable.Range(0, file.Names.Length).Where(column => MayBeKey(file, options, column))
                .OrderBy(column => CsvKeys.AreDates(file, column))
                .ThenBy(column => ColumnNames.IsIdentifier(file.Names[column]) ? 0 : file.Kinds[column] == CsvColumnKind.Category ? 1 : 2)
                .Take(MostColumns)];
        CsvKeySearch search = new(file, candidates);
        search.Read(file, options);
        return search.Fewest() is { } keys ? [.. keys.Order().Select(column => file.Names[column])] : null;
    }

    /// <summary>Texts and whole numbers, under a name that no other column has.</summary>
    private static bool MayBeKey(CsvDetection file, CsvFrameOptions options, int column) =>
        file.Kinds[column] is CsvColumnKind.Category or CsvColumnKind.Number && !CsvKeys.IsOfTime(file, column)
        && file.Names[column] != options.ClassColumn && options.Columns?.Contains(file.Names[column]) != true
        && file.Names.Count(name => name == file.Names[column]) == 1
        && (file.Kinds[column] == CsvColumnKind.Category || file.Units[column] is not null
            || Array.TrueForAll(file.Columns[column], cell => !cell.AsSpan().ContainsAnyExceptInRange('0', '9')));

    private void Read(CsvDetection file, CsvFrameOptions options)
    {
        using CsvRows rows = new(file, options);
        while (_stamps.Count < MostRows && rows.Next())
        {
            _stamps.Add(rows.Stamps!.Read(0, 0));
            foreach (Column column in _columns)
            {
                column.Add(rows.Reader.GetSpan(column.Index));
            }
        }

        int together = _stamps.CountBy(stamp => stamp).Max(pair => pair.Value);
        _mostSeries = (long)MostTurnover * together;
        _columns.RemoveAll(column => column.Count < 2 || column.Count > _mostSeries || column.HasEmpty
            || (column.Count > MostNumbers * together && file.Kinds[column.Index] == CsvColumnKind.Number
                && !ColumnNames.IsIdentifier(file.Names[column.Index])));
    }

    /// <summary>The columns that make the fewest series: a column of values that are rarely the same makes more.</summary>
    private int[]? Fewest()
    {
        int[]? best = null;
        long fewest = _mostSeries + 1;
        List<Column[]> found = [];
        for (int size = 1; size <= Math.Min(MostTogether, _columns.Count); size++)
        {
            // With one more column, there are no fewer series.
            foreach (Column[] columns in Sets(size, 0).Where(set => !found.Exists(known => known.All(set.Contains))))
            {
                if (SeriesOf(columns) is { } series)
                {
                    found.Add(columns);
                    (best, fewest) = series < fewest ? ([.. columns.Select(column => column.Index)], series) : (best, fewest);
                }
            }
        }

        return best;
    }

    private IEnumerable<Column[]> Sets(int size, int from) => size == 0 ? [[]]
        : Enumerable.Range(from, Math.Max(0, _columns.Count - from))
            .SelectMany(first => Sets(size - 1, first + 1).Select(rest => (Column[])[_columns[first], .. rest]));

    /// <summary>The number of series that columns make; null where too many rows of one series have one stamp.</summary>
    private int? SeriesOf(Column[] columns)
    {
        HashSet<(long, UInt128)> seen = [];
        HashSet<UInt128> series = [];
        int repeats = 0;
        for (int row = 0; row < _stamps.Count; row++)
        {
            UInt128 key = 0;
            foreach (Column column in columns)
            {
                key = (key * (uint)column.Count) + (uint)column.Codes[row];
            }

            series.Add(key);
            if (!seen.Add((_stamps[row], key)) && ++repeats > MostRepeats * _stamps.Count)
            {
                return null;
            }
        }

        return series.Count;
    }

    /// <summary>A column of codes: the same number for the same text.</summary>
    private sealed class Column(int index, bool isFilledDown)
    {
        private readonly Dictionary<string, int> _texts = new(StringComparer.Ordinal);
        private byte[] _last = [];

        public int Index => index;

        public List<int> Codes { get; } = [];

        public int Count => _texts.Count;

        public bool HasEmpty { get; private set; }

        public void Add(ReadOnlySpan<byte> cell)
        {
            if (Codes.Count > 0 && (cell.SequenceEqual(_last) || (cell.IsEmpty && isFilledDown)))
            {
                Codes.Add(Codes[^1]);
                return;
            }

            HasEmpty |= cell.IsEmpty;
            _last = cell.ToArray();
            ref int code = ref CollectionsMarshal.GetValueRefOrAddDefault(_texts, Encoding.UTF8.GetString(cell), out bool isKnown);
            code = isKnown ? code : _texts.Count - 1;
            Codes.Add(code);
        }
    }
}
