using Unroll.Series.Frames;

namespace Unroll.Series.Reading;

/// <summary>A reader of wide tables, whose rows each have all that was measured at one time.</summary>
internal sealed class CsvTable
{
    private readonly CsvDetection _file;
    private readonly CsvFrameOptions _options;
    private readonly int[] _columns;
    private readonly List<long> _last = [];
    private readonly List<int> _runs = [];
    private readonly List<int> _runSeries = [];
    private readonly HashSet<int> _begun = [];
    private TimeZoneInfo? _zone;
    private bool _isUnordered;
    private bool _isUncertain;

    private CsvTable(CsvDetection file, CsvFrameOptions options)
    {
        _file = file;
        _options = options;
        _columns = CsvColumns.Of(file, options);
    }

    public static SeriesSet Read(CsvDetection file, CsvFrameOptions options) => new CsvTable(file, options).Read();

    private SeriesSet Read()
    {
        using CsvRows rows = new(_file, _options);
        CsvNumbers numbers = new(_file, rows.Reader, rows.Place);
        CsvCategories?[] categories = [.. _columns.Select(column =>
            CsvColumns.IsCategory(_file, _options, column) ? new CsvCategories(_file, rows.Reader, rows.Place, column) : null)];
        ColumnsBuilder builder = new(_columns.Length, _options.MemoryBudget ?? CsvFrameOptions.DefaultMemoryBudget);
        StampBuilder? stamps = rows.Stamps is null ? null : new();
        CsvRowCounter? counter = CsvRowCounter.Of(_file);
        _zone = rows.Stamps?.Zone;
        double[] values = new double[_columns.Length];
        SourceLinesBuilder lines = new();
        while (rows.Next())
        {
            lines.Add(rows.Place.Number);
            int series = rows.Items.Read();
            Begin(series, builder.Count);
            counter?.Add(rows.Reader, series);
            if (rows.Stamps is not null)
            {
                long ticks = rows.Stamps.Read(series, 0);
                Check(rows, series, ticks);
                stamps!.Add(ticks);
            }

            for (int i = 0; i < values.Length; i++)
            {
                if (categories[i] is not { } texts)
                {
                    values[i] = numbers.Read(_columns[i]);
                }
                else
                {
                    int index = texts.Read();
                    values[i] = index < 0 ? double.NaN : index;
                }
            }

            builder.Add(values);
        }

        if (builder.Count == 0)
        {
            throw new InputException($"{_file.Path} has a header line but no rows: expected one line a time step.");
        }

        Dictionary<string, IReadOnlyList<string>> names = new(StringComparer.Ordinal);
        for (int i = 0; i < _columns.Length; i++)
        {
            if (categories[i] is { } found)
            {
                names.Add(_file.Names[_columns[i]], found.Texts);
            }
        }

        Frame[] frames = Frames(
            rows.Items, builder.ToColumns(), stamps?.ToList(rows.Stamps?.Later()), lines.ToLines(), builder.Count, names);
        return rows.Items.ToSet(frames)
            .WithNotes(counter?.Note() is { } note ? [note] : []);
    }

    /// <summary>Notes where rows of another series begin, and whether it had rows before.</summary>
    private void Begin(int series, int row)
    {
        if (_runSeries.Count == 0 || _runSeries[^1] != series)
        {
            _runs.Add(row);
            _runSeries.Add(series);
            _isUnordered |= !_begun.Add(series);
        }
    }

    private void Check(CsvRows rows, int series, long ticks)
    {
        if (rows.Stamps!.MayBeLater)
        {
            // Looked at when all rows are there.
            _isUncertain = true;
            _isUnordered |= _options.Sort || _options.DuplicateTimestamps != DuplicateTimestamps.Refuse;
            return;
        }

        while (_last.Count <= series)
        {
            _last.Add(-1);
        }

        if (ticks <= _last[series])
        {
            bool isRepeat = ticks == _last[series];
            if (isRepeat ? _options.DuplicateTimestamps == DuplicateTimestamps.Refuse && !_options.Sort : !_options.Sort)
            {
                throw rows.Place.Bad(Disorder(new(ticks), new(_last[series]), Of(rows.Items, series)));
            }

            _isUnordered = true;
        }

        _last[series] = ticks;
    }

    private string Disorder(DateTime stamp, DateTime before, string of)
    {
        (string found, string remedy) = stamp == before
            ? ($"{TimeIndex.ToText(stamp, _zone)} stands twice{of}",
                "keep one row a time stamp (recipe: data.duplicate-timestamps: first, last or mean; in code: DuplicateTimestamps)")
            : ($"{TimeIndex.ToText(stamp, _zone)}{of} comes after {TimeIndex.ToText(before, _zone)}",
                "sort the rows by time, oldest first (recipe: data.sort: true; in code: Sort)");
        return Apart() switch
        {
            _ when stamp == before && _file.Stamps!.Rounding is { Resolution: > 0 } rounding => $"{found}: {rounding.Repeats}.",
            null when stamp == before => $"{found}, and no {(of.Length == 0 ? "" : "further ")}column tells the rows of one stamp apart: "
                + $"add a column with the name of each row's series and name it (recipe: data.id; in code: IdColumns), or {remedy}.",
            null => $"{found}: {remedy}, or name {(of.Length == 0 ? "the" : "a further")} column that tells series apart (data.id; "
                + "IdColumns).",
            [var single] => $"{found}: name the column '{MessageFormatter.Of(single)}', which tells series apart (recipe: data.id: "
                + $"{single}; in code: IdColumns), or {remedy}.",
            var several => $"{found}: name {MessageFormatter.Columns(several)}, which together tell series apart (recipe: data.id: "
                + $"[{string.Join(", ", several)}]; in code: IdColumns), or {remedy}.",
        };
    }

    /// <summary>The columns that tell series apart, the given ones among them; null where none do.</summary>
    private string[]? Apart()
    {
        CsvFrameOptions plain = _options with { IdColumns = null, Columns = null, StaticColumns = null, TimeZone = null };
        return CsvKeySearch.Find(_file, plain) is { } keys
            ? (string[])[.. (_options.IdColumns ?? []).Union(keys)] is var all && all.Length > (_options.IdColumns?.Count ?? 0) ? all : null
            : null;
    }

    private string Of(CsvItems items, int series) => _options.IdColumns is not { Count: > 0 } ? ""
        : $" in series '{MessageFormatter.Of(items.Id(series))}'";

    private Frame[] Frames(
        CsvItems items, ColumnValues[] columns, StampList? stamps, SourceLines? lines, int rows,
        Dictionary<string, IReadOnlyList<string>> categories)
    {
        string[] names = [.. _columns.Select(column => _file.Names[column])];
        int[] starts = [.. _runs, rows];
        if (_isUnordered)
        {
            CsvRowOrder order = CsvRowOrder.Of(_runs, _runSeries, rows, items.Count, stamps, _options.Sort, _options.DuplicateTimestamps);
            for (int i = 0; i < columns.Length; i++)
            {
                columns[i] = order.Apply(columns[i], categories.ContainsKey(names[i]));
            }

            (starts, stamps, lines) = (order.Starts, order.Stamps, lines is null ? null : order.Apply(lines));
        }

        Frame[] frames = new Frame[items.Count];
        for (int i = 0; i < frames.Length; i++)
        {
            int start = starts[i];
            int count = starts[i + 1] - start;
            TimeIndex time = (stamps is null ? TimeIndex.Numbered(count)
                : new TimeIndex(stamps, start, count, _file.HasRowNumbers, _zone)).WithLines(lines?.Slice(start, count));
            for (int row = 1; (_isUnordered || _isUncertain) && stamps is not null && row < count; row++)
            {
                if (time[row] <= time[row - 1])
                {
                    string at = time.Lines?[row] is { } line ? FormattableString.Invariant($", line {line}") : "";
                    throw new InputException($"{_file.Path}{at}: {Disorder(time[row], time[row - 1], Of(items, i))}");
                }
            }

            frames[i] =
                new Frame(
                    time, names, frames.Length == 1 ? columns : [.. columns.Select(column => column.Slice(start, count))], categories);
        }

        return frames;
    }
}
