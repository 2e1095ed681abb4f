using CsvHelper;
using Unroll.Series.Frames;

namespace Unroll.Series.Reading;

/// <summary>A reader of wide tables, whose rows are whole series: one row is in memory at a time, beside the values.</summary>
/// <param name="file">The file.</param>
/// <param name="options">Its format.</param>
internal sealed class CsvAcrossReader(CsvDetection file, CsvFrameOptions options)
{
    private readonly List<int> _starts = [0];
    private readonly List<string> _names = [];
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    /// <summary>Reads the series.</summary>
    /// <exception cref="InputException">No columns are named by dates or numbers, or a row is not regular.</exception>
    public SeriesSet Read()
    {
        CsvAcross layout = CsvAcross.Find(file, options) ?? throw new InputException(
            $"{file.Path} is to be read with a series in each row, but its header has no dates, years or numbers (V1, V2, …) over "
            + "columns of numbers: leave that out (recipe: data.orient; in code: SeriesInRows), or give the format of the dates (recipe: "
            + "data.date-format).")
        { Field = "data.orient" };
        if (options.Columns?.FirstOrDefault(name => name != CsvAcross.ValueName) is { } other)
        {
            throw new InputException(
                $"{file.Path} has a series in each row, so that its values are the column '{CsvAcross.ValueName}', but "
                + $"'{MessageFormatter.Of(other)}' is asked for: name '{CsvAcross.ValueName}' (recipe: data.target).")
            { Column = other };
        }

        CsvFrameOptions own = options with { IdColumns = layout.Ids.Count > 0 ? layout.Ids : null, TimeColumn = null };
        using CsvRows rows = new(file, own);
        CsvNumbers numbers = new(file, rows.Reader, rows.Place);
        ColumnsBuilder builder = new(1, options.MemoryBudget ?? CsvFrameOptions.DefaultMemoryBudget);
        double[] values = new double[layout.Values.Length];
        double[] row = new double[1];
        while (rows.Reader.Read())
        {
            options.CancellationToken.ThrowIfCancellationRequested();
            if (IsBlank(rows.Reader))
            {
                continue;
            }

            Begin(rows, layout.Ids.Count > 0);
            int length = 0;
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = layout.Values[i] < rows.Reader.FieldCount ? numbers.Read(layout.Values[i]) : double.NaN;
                length = double.IsNaN(values[i]) ? length : i + 1;
            }

            // Shorter series end before the others.
            foreach (double value in values.AsSpan(0, length))
            {
                row[0] = value;
                builder.Add(row);
            }

            _starts.Add(builder.Count);
        }

        return _names.Count > 0 ? ToSet(rows.Items, layout, builder.ToColumns()[0]) : throw new InputException(
            $"{file.Path} has a header line but no rows: expected one line a series.");
    }

    private void Begin(CsvRows rows, bool hasIds)
    {
        string name = rows.Items.Id(hasIds ? rows.Items.Read() : rows.Items.ReadRow());
        if (!_seen.Add(name))
        {
            throw rows.Place.Bad(
                $"series '{MessageFormatter.Of(name)}' stands twice: keep one row a series, or name the columns that tell them apart "
                + "(recipe: data.id; in code: IdColumns).");
        }

        _names.Add(name);
    }

    private SeriesSet ToSet(CsvItems items, CsvAcross layout, ColumnValues values)
    {
        StampList? stamps = layout.Stamps is null ? null : Stamps(layout);
        NumberedTimes numbered = new();
        TimeZoneInfo? zone = options.TimeZone is { } name ? new LocalClock(name).Zone : null;
        Frame[] frames = new Frame[_names.Count];
        for (int i = 0; i < frames.Length; i++)
        {
            int count = _starts[i + 1] - _starts[i];
            TimeIndex time = stamps is null ? numbered.Of(count) : new TimeIndex(stamps, 0, count, zone: zone);
            frames[i] = new Frame(
                time, [CsvAcross.ValueName], [values.Slice(_starts[i], count)], new Dictionary<string, IReadOnlyList<string>>());
        }

        return items.ToSet(frames);
    }

    private StampList Stamps(CsvAcross layout)
    {
        LocalClock? clock = options.TimeZone is { } name ? new(name) : null;
        StampBuilder builder = new();
        long before = -1;
        for (int i = 0; i < layout.Stamps!.Length; i++)
        {
            long ticks = layout.Stamps[i];
            long utc = ticks;
            bool isTime = clock is null || clock.TryToUtc(ticks, out utc, out _);
            if (!isTime || utc <= before)
            {
                throw new InputException(
                    $"{file.Path}: the header has '{MessageFormatter.Of(file.Names[layout.Values[i]])}' "
                    + (isTime ? "twice: keep one column a time." : $"which there is not in {options.TimeZone}: leave the time zone out."))
                {
                    Field = isTime ? null : "data.time-zone",
                };
            }

            builder.Add(before = utc);
        }

        return builder.ToList();
    }

    private static bool IsBlank(CsvReader reader)
    {
        for (int i = 0; i < reader.FieldCount; i++)
        {
            if (!reader.GetSpan(i).IsEmpty)
            {
                return false;
            }
        }

        return true;
    }
}
