using Unroll.Catalogue;

namespace Unroll.Series.Frames;

/// <summary>
/// A time index with named columns of doubles; NaN is a missing value. Each column is contiguous. Slices are views of the same numbers;
/// nothing changes a frame once it is made.
/// </summary>
public sealed class Frame
{
    private static readonly Dictionary<string, IReadOnlyList<string>> _noCategories = [];

    private readonly string[] _names;
    private readonly ColumnValues[] _columns;
    private readonly IReadOnlyDictionary<string, IReadOnlyList<string>> _categories;

    /// <summary>Creates a frame.</summary>
    /// <param name="time">Stamps of the rows.</param>
    /// <param name="names">Names of the columns, none twice.</param>
    /// <param name="columns">The columns, each as long as the index; not copied, and not to be changed afterwards.</param>
    /// <exception cref="ArgumentException">Lengths differ, or a name stands twice.</exception>
    public Frame(TimeIndex time, IReadOnlyList<string> names, IReadOnlyList<double[]> columns)
        : this(time, [.. names], [.. columns.Select(column => (ColumnValues)new MemoryColumn(column))], _noCategories)
    {
    }

    internal Frame(TimeIndex time, string[] names, ColumnValues[] columns, IReadOnlyDictionary<string, IReadOnlyList<string>> categories)
    {
        ArgumentNullException.ThrowIfNull(time);
        if (names.Length != columns.Length)
        {
            throw new ArgumentException($"There are {CountFormatter.Format(names.Length, "names")} but " +
                $"{CountFormatter.Format(columns.Length, "columns")}: give one name for each column.");
        }

        for (int i = 0; i < names.Length; i++)
        {
            if (columns[i].Length != time.Count)
            {
                throw new ArgumentException($"Column '{names[i]}' has {CountFormatter.Format(columns[i].Length, "values")}, but " +
                    $"there are {CountFormatter.Format(time.Count, "time stamps")}.");
            }

            if (Array.IndexOf(names, names[i]) != i)
            {
                throw new ArgumentException($"There are two columns named '{names[i]}': rename one.");
            }
        }

        Time = time;
        _names = names;
        _columns = columns;
        _categories = categories;
    }

    /// <summary>
    /// A frame made of objects: <c>Frame.From(readings, row => row.Time, ("Load", row => row.Load), ("Wind", row => row.Wind))</c>.
    /// </summary>
    /// <typeparam name="T">Type of a row.</typeparam>
    /// <param name="rows">The rows in the order of time.</param>
    /// <param name="time">The stamp of a row.</param>
    /// <param name="columns">The columns: a name, and the value of a row; null or NaN where it is missing.</param>
    /// <exception cref="ArgumentException">Rows are not sorted by time, a stamp stands twice, or two columns have one name.</exception>
    public static Frame From<T>(IEnumerable<T> rows, Func<T, DateTime> time, params (string Name, Func<T, double?> Value)[] columns)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(columns);
        T[] all = [.. rows];
        return new(
            new TimeIndex(Array.ConvertAll(all, row => time(row))),
            [.. columns.Select(column => column.Name)],
            [.. columns.Select(column => Array.ConvertAll(all, row => column.Value(row) ?? double.NaN))]);
    }

    /// <summary>A frame made of objects whose times have an offset: stamps are kept in UTC.</summary>
    /// <typeparam name="T">Type of a row.</typeparam>
    /// <param name="rows">The rows in the order of time.</param>
    /// <param name="time">The time of a row.</param>
    /// <param name="columns">The columns: a name, and the value of a row; null or NaN where it is missing.</param>
    /// <exception cref="ArgumentException">Rows are not sorted by time, a stamp stands twice, or two columns have one name.</exception>
    public static Frame From<T>(IEnumerable<T> rows, Func<T, DateTimeOffset> time, params (string Name, Func<T, double?> Value)[] columns)
    {
        ArgumentNullException.ThrowIfNull(time);
        return From(rows, row => DateTime.SpecifyKind(time(row).UtcDateTime, DateTimeKind.Unspecified), columns);
    }

    /// <summary>Stamps of the rows.</summary>
    public TimeIndex Time { get; }

    /// <summary>Names of the columns in order.</summary>
    public IReadOnlyList<string> ColumnNames => _names;

    /// <summary>Number of rows.</summary>
    public int RowCount => Time.Count;

    /// <summary>Whether there is a column of a name.</summary>
    /// <param name="name">The name, in its exact spelling.</param>
    public bool HasColumn(string name) => Array.IndexOf(_names, name) >= 0;

    /// <summary>
    /// The values of a column; NaN where missing. A column that is kept in a file, or as 32-bit floats that hold it exactly, is copied: ask
    /// once, not at each row.
    /// </summary>
    /// <param name="name">The name, in its exact spelling.</param>
    /// <exception cref="InputException">There is no such column; the message lists those that there are.</exception>
    public ReadOnlySpan<double> Column(string name) => _columns[IndexOf(name)].AsSpan();

    /// <summary>Copies a run of a column's values without reading the others; may be called from several threads at once.</summary>
    /// <param name="name">The name, in its exact spelling.</param>
    /// <param name="start">First row.</param>
    /// <param name="destination">As many values as are wanted; NaN where missing.</param>
    /// <exception cref="InputException">There is no such column; the message lists those that there are.</exception>
    public void CopyColumn(string name, int start, Span<double> destination) => _columns[IndexOf(name)].CopyTo(start, destination);

    /// <summary>
    /// Copies a run of a column's values, each rounded to the nearest float, as networks take them; may be called from several threads at
    /// once.
    /// </summary>
    /// <param name="name">The name, in its exact spelling.</param>
    /// <param name="start">First row.</param>
    /// <param name="destination">As many values as are wanted; NaN where missing.</param>
    /// <exception cref="InputException">There is no such column; the message lists those that there are.</exception>
    public void CopyColumn(string name, int start, Span<float> destination) => _columns[IndexOf(name)].CopyTo(start, destination);

    /// <summary>The categories of a column, by their indices; null for a column of plain numbers.</summary>
    /// <param name="name">The name, in its exact spelling.</param>
    public IReadOnlyList<string>? Categories(string name) => _categories.GetValueOrDefault(name);

    /// <summary>The frame with a column marked as categorical: each value is the index of a category, or NaN where missing.</summary>
    /// <param name="name">The column.</param>
    /// <param name="texts">The categories, by their indices.</param>
    /// <exception cref="InputException">There is no such column; the message lists those that there are.</exception>
    public Frame WithCategories(string name, IReadOnlyList<string> texts)
    {
        _ = IndexOf(name);
        return new(Time, _names, _columns, new Dictionary<string, IReadOnlyList<string>>(_categories) { [name] = texts });
    }

    /// <summary>The storage of a column's numbers.</summary>
    internal ColumnValues Values(string name) => _columns[IndexOf(name)];

    /// <summary>A run of rows, as a view.</summary>
    /// <param name="start">First row.</param>
    /// <param name="count">Rows.</param>
    /// <exception cref="ArgumentOutOfRangeException">The run is not within the frame.</exception>
    public Frame Slice(int start, int count) =>
        new(Time.Slice(start, count), _names, [.. _columns.Select(column => column.Slice(start, count))], _categories);

    /// <summary>
    /// The frame with a column of plain numbers added, or in place of the column of that name. Where the frame's columns are kept in a
    /// file, so is the new one.
    /// </summary>
    /// <param name="name">Name of the column.</param>
    /// <param name="values">One value a row; not copied, and not to be changed afterwards.</param>
    /// <exception cref="ArgumentException">The number of values is not that of the rows.</exception>
    public Frame With(string name, double[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        int at = Array.IndexOf(_names, name);
        if (at < 0)
        {
            return new(Time, [.. _names, name], [.. _columns, Kept(values)], _categories);
        }

        ColumnValues[] columns = [.. _columns];
        columns[at] = Kept(values);
        return new(Time, _names, columns, _categories.Where(entry => entry.Key != name).ToDictionary());
    }

    /// <summary>
    /// The frame with the values of a column put through a function, a run of rows after the other: a column that is kept in a file is
    /// never in memory as a whole. The column is one of plain numbers then.
    /// </summary>
    /// <param name="name">The column, in its exact spelling.</param>
    /// <param name="transform">Replaces the values of a run of rows; called in the order of the rows.</param>
    /// <exception cref="InputException">There is no such column; the message lists those that there are.</exception>
    public Frame Map(string name, Action<Span<double>> transform)
    {
        ArgumentNullException.ThrowIfNull(transform);
        ColumnValues[] columns = [.. _columns];
        columns[IndexOf(name)] = _columns[IndexOf(name)].Map(transform);
        return new(Time, _names, columns, _categories.Where(entry => entry.Key != name).ToDictionary());
    }

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
        return new(time, _names, [.. _columns.Select(column => column.Extend(steps))], _categories);
    }

    /// <summary>The frame continued by the rows of another one, which come after its own: a training part and its test part.</summary>
    /// <param name="next">The further rows, with the same columns in any order; numbered rows are numbered on.</param>
    /// <exception cref="InputException">A column is missing, or the further rows do not come after these.</exception>
    public Frame Append(Frame next)
    {
        ArgumentNullException.ThrowIfNull(next);
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

            return Kept(values);
        })];
        return new(Time.Append(next.Time), _names, columns, categories);
    }

    private static int Added(List<string> texts, string text)
    {
        texts.Add(text);
        return texts.Count - 1;
    }

    /// <summary>New values go where the others are: into the file, where these do not fit into memory.</summary>
    private ColumnValues Kept(double[] values) =>
        Array.Find(_columns, column => column.Store is not null)?.Store is { } store ? store.Write(values) : new MemoryColumn(values);

    private int IndexOf(string name)
    {
        int index = Array.IndexOf(_names, name);
        return index >= 0
            ? index
            : throw new InputException(
                $"There is no column '{name}'.{Suggestion.Question(name, _names)} The columns are: {string.Join(", ", _names)}.")
            {
                Column = name,
            };
    }
}
