namespace Unroll.Series.Frames;

/// <summary>
/// A panel: many series with the same columns, each with its own stamps and length, such as the patients of a ward, the shops of a chain or
/// the gestures of an archive. A single series is a set of one.
/// </summary>
public sealed class SeriesSet
{
    private readonly SeriesItem[] _items;

    /// <summary>Creates a set.</summary>
    /// <param name="items">The series, at least one; ids differ, columns are the same and in the same order.</param>
    /// <param name="staticNames">Names of the static covariates; none when not given.</param>
    /// <param name="classNames">Names of the classes; none when not given.</param>
    /// <exception cref="ArgumentException">
    /// There is no series, an id stands twice, columns differ, or an item does not fit the names.
    /// </exception>
    public SeriesSet(IReadOnlyList<SeriesItem> items, IReadOnlyList<string>? staticNames = null, IReadOnlyList<string>? classNames = null)
    {
        ArgumentNullException.ThrowIfNull(items);
        _items = items.Count > 0 ? [.. items]
            : throw new ArgumentException("A set of series is empty: give at least one series.", nameof(items));
        StaticNames = staticNames is null ? [] : [.. staticNames];
        ClassNames = classNames is null ? [] : [.. classNames];
        HashSet<string> ids = new(StringComparer.Ordinal);
        foreach (SeriesItem item in _items)
        {
            if (!ids.Add(item.Id))
            {
                throw new ArgumentException($"There are two series with the id '{item.Id}': give each its own.", nameof(items));
            }

            if (!item.Frame.ColumnNames.SequenceEqual(ColumnNames, StringComparer.Ordinal))
            {
                throw new ArgumentException(
                    $"Series '{item.Id}' has the columns {string.Join(", ", item.Frame.ColumnNames)}, but '{_items[0].Id}' has "
                    + $"{string.Join(", ", ColumnNames)}: give all the same.",
                    nameof(items));
            }

            if (item.StaticCovariates.Count != StaticNames.Count)
            {
                throw new ArgumentException(
                    $"Series '{item.Id}' has {CountFormatter.Format(item.StaticCovariates.Count, "static values")}, but there are " +
                    $"{CountFormatter.Format(StaticNames.Count, "names")}: give "
                    + "one value a name.", nameof(items));
            }

            if (item.Class is { } index && (index < 0 || index >= ClassNames.Count))
            {
                throw new ArgumentException(
                    $"Series '{item.Id}' is of class {index}, but there are {CountFormatter.Format(ClassNames.Count, "classes")}: " +
                    $"give an index from 0.",
                    nameof(items));
            }
        }
    }

    /// <summary>The series.</summary>
    public IReadOnlyList<SeriesItem> Items => _items;

    /// <summary>Number of series.</summary>
    public int Count => _items.Length;

    /// <summary>Names of the columns that every series has.</summary>
    public IReadOnlyList<string> ColumnNames => _items[0].Frame.ColumnNames;

    /// <summary>Names of the static covariates.</summary>
    public IReadOnlyList<string> StaticNames { get; }

    /// <summary>Names of the classes; empty where series have no label.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>Notes of the reading, such as lines that were left out, each a sentence or more; empty where there are none.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Length of the shortest series, in rows.</summary>
    public int ShortestLength => _items.Min(item => item.Frame.RowCount);

    /// <summary>Length of the longest series, in rows.</summary>
    public int LongestLength => _items.Max(item => item.Frame.RowCount);

    /// <summary>One series.</summary>
    /// <param name="index">From 0.</param>
    public SeriesItem this[int index] => _items[index];

    /// <summary>A set of one series.</summary>
    /// <param name="frame">The series.</param>
    public static SeriesSet Of(Frame frame) => new([new SeriesItem("1", frame)]);

    /// <summary>The set with notes of its reading.</summary>
    internal SeriesSet WithNotes(IReadOnlyList<string> notes) => new(Items, StaticNames, ClassNames) { Notes = notes };

    /// <summary>Some of the series, in the order given.</summary>
    /// <param name="indices">Their indices, at least one.</param>
    public SeriesSet Subset(IEnumerable<int> indices) =>
        new([.. indices.Select(index => _items[index])], StaticNames, ClassNames) { Notes = Notes };

    /// <summary>The set with a function applied to each series' frame.</summary>
    /// <param name="transform">Gives the new frame.</param>
    public SeriesSet Map(Func<SeriesItem, Frame> transform) =>
        new([.. _items.Select(item => item with { Frame = transform(item) })], StaticNames, ClassNames) { Notes = Notes };
}
