namespace Unroll.Series.Frames;

/// <content>Changes: frames of other columns and other rows that are made of a frame.</content>
public sealed partial class Frame
{
    /// <summary>The frame with a column marked as categorical: each value is the index of a category, or NaN where missing.</summary>
    /// <param name="name">The column.</param>
    /// <param name="texts">The categories, by their indices.</param>
    /// <exception cref="InputException">There is no such column; the message lists those that there are.</exception>
    public Frame WithCategories(string name, IReadOnlyList<string> texts)
    {
        _ = IndexOf(name);
        return new(this, Time, _columns, new Dictionary<string, IReadOnlyList<string>>(_categories) { [name] = texts });
    }

    /// <summary>A run of rows, as a view.</summary>
    /// <param name="start">First row.</param>
    /// <param name="count">Rows.</param>
    /// <exception cref="ArgumentOutOfRangeException">The run is not within the frame.</exception>
    public Frame Slice(int start, int count) =>
        new(this, Time.Slice(start, count), [.. _columns.Select(column => column.Slice(start, count))], _categories);

    /// <summary>Some rows, as a copy.</summary>
    /// <param name="rows">The rows, in the order of time.</param>
    internal Frame Pick(int[] rows) => new(
        this, Time.Pick(rows),
        [
            .. _columns.Select(column =>
            {
                ReadOnlySpan<double> all = column.AsSpan();
                double[] values = new double[rows.Length];
                for (int i = 0; i < rows.Length; i++)
                {
                    values[i] = all[rows[i]];
                }

                return new MemoryColumn(values);
            }),
        ],
        _categories);

    /// <summary>
    /// The frame with a column of plain numbers added, or in place of the column of that name. Where the frame's columns are kept in a
    /// file, so is the new one.
    /// </summary>
    /// <param name="name">Name of the column.</param>
    /// <param name="values">One value a row; not copied, and not to be changed afterwards.</param>
    /// <exception cref="ArgumentException">The number of values is not that of the rows.</exception>
    public Frame With(string name, double[] values) => With([(name, values)]);

    /// <summary>
    /// The frame with columns of plain numbers, each added, or in place of the column of that name: of many, far faster than one by one.
    /// </summary>
    /// <param name="columns">
    /// The columns, each with one value a row; not copied, and not to be changed afterwards. They are asked for one after the other.
    /// </param>
    /// <exception cref="ArgumentException">The number of values of a column is not that of the rows.</exception>
    public Frame With(IEnumerable<(string Name, double[] Values)> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ColumnStore? store = Store;
        return Replace(columns.Select(column =>
        {
            ArgumentNullException.ThrowIfNull(column.Values);
            return (column.Name, Kept(column.Values, store));
        }));
    }

    /// <summary>
    /// The frame with the values of a column put through a function, a run of rows after the other: a column that is kept in a file is
    /// never in memory as a whole. The column is one of plain numbers then.
    /// </summary>
    /// <param name="name">The column, in its exact spelling.</param>
    /// <param name="transform">Replaces the values of a run of rows; called in the order of the rows.</param>
    /// <exception cref="InputException">There is no such column; the message lists those that there are.</exception>
    public Frame Map(string name, Action<Span<double>> transform) => Map([(name, transform)]);

    /// <summary>The frame with the values of columns put through functions, each as a single one would be.</summary>
    internal Frame Map(IEnumerable<(string Name, Action<Span<double>> Transform)> columns) => Replace(columns.Select(column =>
    {
        ArgumentNullException.ThrowIfNull(column.Transform);
        return (column.Name, Values(column.Name).Map(column.Transform));
    }));

    /// <summary>Some columns, in the order given.</summary>
    /// <param name="names">Their names.</param>
    /// <exception cref="InputException">There is no such column; the message lists those that there are.</exception>
    public Frame Select(params string[] names)
    {
        ArgumentNullException.ThrowIfNull(names);
        return new(Time, [.. names], [.. names.Select(name => _columns[IndexOf(name)])], _categories);
    }

    /// <summary>The frame with further rows at the regular step, their values missing: the steps to forecast.</summary>
    /// <param name="steps">How many rows.</param>
    /// <exception cref="InputException">The stamps are uneven, so that the next one is not known.</exception>
    public Frame Extend(int steps)
    {
        TimeIndex time = Time.Extend(steps);
        return new(this, time, [.. _columns.Select(column => column.Extend(steps))], _categories);
    }

    /// <summary>The frame continued by the rows of another one, which come after its own: a training part and its test part.</summary>
    /// <param name="next">The further rows, with the same columns in any order; numbered rows are numbered on.</param>
    /// <exception cref="InputException">A column is missing, or the further rows do not come after these.</exception>
    public Frame Append(Frame next)
    {
        ArgumentNullException.ThrowIfNull(next);
        ColumnStore? store = Store;
        Dictionary<string, IReadOnlyList<string>> categories = new(_categories);
        ColumnValues[] columns = [.. _names.Select((name, index) =>
        {
            double[] values = new double[RowCount + next.RowCount];
            _columns[index].CopyTo(0, values.AsSpan(0, RowCount));
            Span<double> further = values.AsSpan(RowCount);
            next.CopyColumn(name, 0, further);
            if (Categories(name) is { } known && next.Categories(name) is { } others)
            {
                // Each file numbers its texts by itself.
                List<string> all = [.. known];
                int[] codes = [.. others.Select(text => all.IndexOf(text) is var code and >= 0 ? code : Added(all, text))];
                categories[name] = all;
                foreach (ref double value in further)
                {
                    value = double.IsNaN(value) ? value : codes[(int)value];
                }
            }

            return Kept(values, store);
        })];
        return new(this, Time.Append(next.Time), columns, categories);
    }

    private static int Added(List<string> texts, string text)
    {
        texts.Add(text);
        return texts.Count - 1;
    }

    /// <summary>The frame with columns added, or in place of those of their names: one copy of the columns for all.</summary>
    private Frame Replace(IEnumerable<(string Name, ColumnValues Values)> given)
    {
        ColumnValues[] columns = [.. _columns];
        List<string> added = [];
        List<ColumnValues> further = [];
        Dictionary<string, int> places = new(StringComparer.Ordinal);
        HashSet<string> plain = new(StringComparer.Ordinal);
        foreach ((string name, ColumnValues values) in given)
        {
            plain.Add(name);
            if (Find(name) is var at and >= 0)
            {
                RequireRows(name, values, Time);
                columns[at] = values;
            }
            else if (places.TryAdd(name, added.Count))
            {
                added.Add(name);
                further.Add(values);
            }
            else
            {
                further[places[name]] = values;
            }
        }

        IReadOnlyDictionary<string, IReadOnlyList<string>> categories = !plain.Any(_categories.ContainsKey) ? _categories
            : _categories.Where(entry => !plain.Contains(entry.Key)).ToDictionary();
        return added.Count == 0 ? new(this, Time, columns, categories)
            : new(Time, [.. _names, .. added], [.. columns, .. further], categories);
    }

    /// <summary>New values go where the others are: into the file, where these do not fit into memory.</summary>
    private static ColumnValues Kept(double[] values, ColumnStore? store) => store is null ? new MemoryColumn(values) : store.Write(values);
}
