namespace Unroll.Series.Frames;

/// <summary>
/// A time index with named columns of floats; NaN is a missing value. Each column is contiguous. Slices are views of the same numbers;
/// nothing changes a frame once it is made.
/// </summary>
public sealed class Frame
{
    private readonly string[] _names;
    private readonly ReadOnlyMemory<float>[] _columns;

    /// <summary>Creates a frame.</summary>
    /// <param name="time">Stamps of the rows.</param>
    /// <param name="names">Names of the columns, none twice.</param>
    /// <param name="columns">The columns, each as long as the index; not copied, and not to be changed afterwards.</param>
    /// <exception cref="ArgumentException">Lengths differ, or a name stands twice.</exception>
    public Frame(TimeIndex time, IReadOnlyList<string> names, IReadOnlyList<float[]> columns)
        : this(time, [.. names], [.. columns.Select(column => (ReadOnlyMemory<float>)column)])
    {
    }

    private Frame(TimeIndex time, string[] names, ReadOnlyMemory<float>[] columns)
    {
        ArgumentNullException.ThrowIfNull(time);
        if (names.Length != columns.Length)
        {
            throw new ArgumentException($"There are {names.Length} names but {columns.Length} columns: give one name for each column.");
        }

        for (int i = 0; i < names.Length; i++)
        {
            if (columns[i].Length != time.Count)
            {
                throw new ArgumentException($"Column '{names[i]}' has {columns[i].Length} values, but there are {time.Count} time stamps.");
            }

            if (Array.IndexOf(names, names[i]) != i)
            {
                throw new ArgumentException($"There are two columns named '{names[i]}': rename one.");
            }
        }

        Time = time;
        _names = names;
        _columns = columns;
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

    /// <summary>The values of a column; NaN where missing.</summary>
    /// <param name="name">The name, in its exact spelling.</param>
    /// <exception cref="InputException">There is no such column; the message lists those that there are.</exception>
    public ReadOnlySpan<float> Column(string name) => _columns[IndexOf(name)].Span;

    /// <summary>A run of rows, as a view.</summary>
    /// <param name="start">First row.</param>
    /// <param name="count">Rows.</param>
    /// <exception cref="ArgumentOutOfRangeException">The run is not within the frame.</exception>
    public Frame Slice(int start, int count) =>
        new(Time.Slice(start, count), _names, [.. _columns.Select(column => column.Slice(start, count))]);

    /// <summary>The frame with one more column, or with another column in place of one of that name.</summary>
    /// <param name="name">Name of the column.</param>
    /// <param name="values">One value a row; not copied.</param>
    /// <exception cref="ArgumentException">The number of values is not that of the rows.</exception>
    public Frame With(string name, float[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        int at = Array.IndexOf(_names, name);
        if (at < 0)
        {
            return new(Time, [.. _names, name], [.. _columns, values]);
        }

        ReadOnlyMemory<float>[] columns = [.. _columns];
        columns[at] = values;
        return new(Time, _names, columns);
    }

    /// <summary>Some columns, in the order given.</summary>
    /// <param name="names">Their names.</param>
    /// <exception cref="InputException">There is no such column; the message lists those that there are.</exception>
    public Frame Select(params string[] names)
    {
        ArgumentNullException.ThrowIfNull(names);
        return new(Time, [.. names], [.. names.Select(name => _columns[IndexOf(name)])]);
    }

    /// <summary>The frame with further rows behind at the regular step, their values missing: the days to be predicted.</summary>
    /// <param name="steps">How many rows.</param>
    /// <exception cref="InputException">The stamps are uneven, so that the next one is not known.</exception>
    public Frame Extend(int steps)
    {
        TimeIndex time = Time.Extend(steps);
        return new(time, _names, [.. _columns.Select(column => ExtendColumn(column, steps))]);
    }

    private static ReadOnlyMemory<float> ExtendColumn(ReadOnlyMemory<float> column, int steps)
    {
        float[] extended = new float[column.Length + steps];
        column.Span.CopyTo(extended);
        extended.AsSpan(column.Length).Fill(float.NaN);
        return extended;
    }

    private int IndexOf(string name)
    {
        int index = Array.IndexOf(_names, name);
        return index >= 0
            ? index
            : throw new InputException($"There is no column '{name}'. The columns are: {string.Join(", ", _names)}.");
    }
}
