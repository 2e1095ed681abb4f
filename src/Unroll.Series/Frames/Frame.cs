using Unroll.Catalogue;

namespace Unroll.Series.Frames;

/// <summary>
/// A time index with named columns of doubles; NaN is a missing value. Each column is contiguous. Slices are views of the same numbers;
/// nothing changes a frame once it is made.
/// </summary>
public sealed partial class Frame
{
    // So few names are searched one by one as fast, and a panel of many series keeps no table for each.
    private const int MostSearched = 16;

    private static readonly Dictionary<string, IReadOnlyList<string>> _noCategories = [];

    private readonly string[] _names;
    private readonly Dictionary<string, int>? _places;
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
            RequireRows(names[i], columns[i], time);
        }

        (Time, _names, _places, _columns, _categories) = (time, names, PlacesOf(names), columns, categories);
    }

    /// <summary>A frame of the same columns: their names are known to differ, and are not looked at again.</summary>
    private Frame(Frame frame, TimeIndex time, ColumnValues[] columns, IReadOnlyDictionary<string, IReadOnlyList<string>> categories) =>
        (Time, _names, _places, _columns, _categories) = (time, frame._names, frame._places, columns, categories);

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
    public bool HasColumn(string name) => Find(name) >= 0;

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

    /// <summary>The file that new columns go into, as some are there already; null where all are in memory.</summary>
    internal ColumnStore? Store => Array.Find(_columns, column => column.Store is not null)?.Store;

    /// <summary>The storage of a column's numbers.</summary>
    internal ColumnValues Values(string name) => _columns[IndexOf(name)];

    private static void RequireRows(string name, ColumnValues values, TimeIndex time)
    {
        if (values.Length != time.Count)
        {
            throw new ArgumentException($"Column '{name}' has {CountFormatter.Format(values.Length, "values")}, but " +
                $"there are {CountFormatter.Format(time.Count, "time stamps")}.");
        }
    }

    /// <summary>The index of each name; null of few names, which are to be searched.</summary>
    private static Dictionary<string, int>? PlacesOf(string[] names)
    {
        Dictionary<string, int>? places = names.Length > MostSearched ? new(names.Length, StringComparer.Ordinal) : null;
        for (int i = 0; i < names.Length; i++)
        {
            if (places is null ? Array.IndexOf(names, names[i]) != i : !places.TryAdd(names[i], i))
            {
                throw new ArgumentException($"There are two columns named '{names[i]}': rename one.");
            }
        }

        return places;
    }

    private int Find(string name) => _places is null ? Array.IndexOf(_names, name) : _places.GetValueOrDefault(name, -1);

    private int IndexOf(string name)
    {
        int index = Find(name);
        return index >= 0
            ? index
            : throw new InputException(
                $"There is no column '{name}'.{Suggestion.Question(name, _names)} The columns are: {string.Join(", ", _names)}.")
            {
                Column = name,
            };
    }
}
