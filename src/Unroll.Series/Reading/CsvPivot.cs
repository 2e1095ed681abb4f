using Unroll.Series.Frames;

namespace Unroll.Series.Reading;

/// <summary>
/// A reader of long tables, whose rows are one measurement each: variables become columns, the stamps of a series become its rows.
/// </summary>
internal sealed class CsvPivot
{
    /// <summary>Variables beyond which a column is hardly one of names.</summary>
    private const int MostVariables = 1 << 16;

    /// <summary>Cells of the table for each measurement, beyond which nearly all of it would be missing.</summary>
    private const long MostCellsEach = 1_000;

    private readonly CsvDetection _file;
    private readonly CsvFrameOptions _options;
    private readonly List<Measurement> _measurements = [];
    private readonly List<string> _variables = [];
    private TimeZoneInfo? _zone;

    private CsvPivot(CsvDetection file, CsvFrameOptions options)
    {
        _file = file;
        _options = options;
    }

    public static SeriesSet Read(CsvDetection file, CsvFrameOptions options) => new CsvPivot(file, options).Read();

    /// <summary>The names of the variables, in the order in which they come.</summary>
    public static IReadOnlyList<string> Variables(CsvDetection file, CsvFrameOptions options, string variableColumn)
    {
        using CsvRows rows = new(file, options);
        CsvCategories categories = new(file, rows.Reader, rows.Place, file.IndexOf(variableColumn));
        while (rows.Next() && categories.Texts.Count <= MostVariables)
        {
            categories.Read();
        }

        return categories.Texts;
    }

    private SeriesSet Read()
    {
        if (_options.VariableColumn is not { } variableColumn || _options.ValueColumn is not { } valueColumn)
        {
            throw new InputException(
                $"{_file.Path}: a file with a measurement a row needs two columns: name both, that which tells what was measured "
                + "(recipe: data.variable; in code: VariableColumn) and that with the number (data.value; " +
                    $"ValueColumn).")
            { Field = "data.variable" };
        }

        using CsvRows rows = new(_file, _options);
        _zone = rows.Stamps?.Zone;
        int value = _file.IndexOf(valueColumn);
        CsvNumbers numbers = new(_file, rows.Reader, rows.Place);
        CsvCategories categories = new(_file, rows.Reader, rows.Place, _file.IndexOf(variableColumn));
        Dictionary<string, int>? wanted =
            _options.Columns?.Distinct().Select((name, i) => (name, i))
                .ToDictionary(entry => entry.name, entry => entry.i, StringComparer.Ordinal);
        Dictionary<(int Series, int Variable), long> counts = [];
        while (rows.Next())
        {
            int index = categories.Read();
            if (index < 0)
            {
                throw rows.Place.BadCell(_file.IndexOf(variableColumn), "the name of what was measured");
            }

            if (categories.Texts.Count > MostVariables)
            {
                throw rows.Place.Bad(
                    $"column '{MessageFormatter.Of(variableColumn)}' has more than {MostVariables} different texts: check whether it "
                    + $"names what was measured.");
            }

            int variable = wanted is null ? index : wanted.GetValueOrDefault(categories.Texts[index], -1);
            if (variable < 0)
            {
                continue;
            }

            int series = rows.Items.Read();
            long ticks = rows.Stamps?.Read(series, variable)
                ?? (counts[(series, variable)] = counts.GetValueOrDefault((series, variable), -1) + 1);
            _measurements.Add(new(series, ticks, variable, numbers.Read(value)));
        }

        foreach ((int row, long utc) in rows.Stamps?.Later() ?? new Dictionary<int, long>())
        {
            _measurements[row] = _measurements[row] with { Ticks = utc };
        }

        _variables.AddRange(wanted?.Keys ?? (IEnumerable<string>)categories.Texts);
        string? unknown = wanted?.Keys.FirstOrDefault(name => !categories.Texts.Contains(name));
        if (_measurements.Count == 0 || unknown is not null)
        {
            throw new InputException(unknown is null
                ? $"{_file.Path} has a header line but no rows: expected one line a measurement."
                : $"{_file.Path} has no rows with '{MessageFormatter.Of(unknown)}' in column '{MessageFormatter.Of(variableColumn)}'. It "
                    + $"has: {MessageFormatter.List(categories.Texts)}.{MessageFormatter.DidYouMean(unknown, categories.Texts)}")
            {
                Column = unknown,
            };
        }

        return rows.Items.ToSet(Frames(rows.Items));
    }

    private Frame[] Frames(CsvItems items)
    {
        int[] order = Order();
        CheckSize(order);
        ColumnsBuilder builder = new(_variables.Count, _options.MemoryBudget ?? CsvFrameOptions.DefaultMemoryBudget);
        StampBuilder stamps = new();
        int[] starts = new int[items.Count + 1];
        double[] row = new double[_variables.Count];
        int[] counts = new int[_variables.Count];
        for (int i = 0; i < order.Length;)
        {
            Measurement first = _measurements[order[i]];
            row.AsSpan().Fill(double.NaN);
            counts.AsSpan().Clear();
            for (; i < order.Length && _measurements[order[i]] is var next && next.Series == first.Series && next.Ticks == first.Ticks; i++)
            {
                Take(next, row, counts, items);
            }

            stamps.Add(first.Ticks);
            builder.Add(row);
            starts[first.Series + 1] = builder.Count;
        }

        ColumnValues[] columns = builder.ToColumns();
        StampList list = stamps.ToList();
        Frame[] frames = new Frame[items.Count];
        for (int i = 0; i < frames.Length; i++)
        {
            int start = starts[i];
            int count = starts[i + 1] - start;
            TimeIndex time = _file.TimeColumn < 0 ? TimeIndex.Numbered(count)
                : new TimeIndex(list, start, count, _file.HasRowNumbers, _zone);
            frames[i] =
                new Frame(
                    time, [.. _variables], [.. columns.Select(column => column.Slice(start, count))],
                    new Dictionary<string, IReadOnlyList<string>>());
        }

        return frames;
    }

    /// <summary>The measurements by series, then by time, then as the file has them.</summary>
    private int[] Order()
    {
        int[] order = new int[_measurements.Count];
        bool isOrdered = true;
        for (int i = 0; i < order.Length; i++)
        {
            order[i] = i;
            isOrdered &= i == 0 || Compare(i - 1, i) < 0;
        }

        if (!isOrdered)
        {
            Array.Sort(order, Compare);
        }

        return order;
    }

    private int Compare(int left, int right)
    {
        Measurement first = _measurements[left];
        Measurement second = _measurements[right];
        int bySeries = first.Series.CompareTo(second.Series);
        int byTime = bySeries != 0 ? bySeries : first.Ticks.CompareTo(second.Ticks);
        return byTime != 0 ? byTime : left.CompareTo(right);
    }

    private void CheckSize(int[] order)
    {
        long rows = 1;
        for (int i = 1; i < order.Length; i++)
        {
            Measurement before = _measurements[order[i - 1]];
            Measurement next = _measurements[order[i]];
            rows += before.Series != next.Series || before.Ticks != next.Ticks ? 1 : 0;
        }

        if (rows * _variables.Count > (MostCellsEach * order.Length) + (1 << 20))
        {
            throw new InputException(
                $"{_file.Path}: {CountFormatter.Format(order.Length, "measurements")} would become a table of " +
                $"{CountFormatter.Format(rows, "rows")} and {CountFormatter.Format(_variables.Count, "columns")}, nearly "
                + $"all of it missing: " +
                $"check whether {_options.VariableColumn} tells what was measured, or name the variables to be " +
                $"read.")
            { Field = "data.variable" };
        }
    }

    private void Take(Measurement next, double[] row, int[] counts, CsvItems items)
    {
        int variable = next.Variable;
        int count = counts[variable]++;
        if (count == 0)
        {
            row[variable] = next.Value;
            return;
        }

        switch (_options.DuplicateTimestamps)
        {
            case DuplicateTimestamps.Refuse:
                string at = _file.TimeColumn < 0 ? "" : $" at {TimeIndex.ToText(new DateTime(next.Ticks), _zone)}";
                string of = _options.IdColumns is not { Count: > 0 } ? "" : $" in series '{MessageFormatter.Of(items.Id(next.Series))}'";
                throw new InputException(
                    $"{_file.Path}: '{MessageFormatter.Of(_variables[variable])}' stands twice{at}{of}: " +
                    "keep one row a measurement (the mean for example; recipe: data.duplicate-timestamps: mean; in code: " +
                    "DuplicateTimestamps).");
            case DuplicateTimestamps.Last:
                row[variable] = next.Value;
                break;
            case DuplicateTimestamps.Mean when double.IsNaN(next.Value):
                counts[variable]--;
                break;
            case DuplicateTimestamps.Mean when double.IsNaN(row[variable]):
                row[variable] = next.Value;
                counts[variable] = 1;
                break;
            case DuplicateTimestamps.Mean:
                row[variable] += (next.Value - row[variable]) / (count + 1);
                break;
        }
    }

    /// <summary>One row of the file.</summary>
    private readonly record struct Measurement(int Series, long Ticks, int Variable, double Value);
}
