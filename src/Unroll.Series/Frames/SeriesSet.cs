namespace Unroll.Series.Frames;

/// <summary>
/// Many series with the same columns, each with its own stamps and length: the patients of a ward, the shops of a chain, the gestures of an
/// archive. A single series is a set of one.
/// </summary>
public sealed class SeriesSet
{
    private readonly SeriesCase[] _cases;

    /// <summary>Creates a set.</summary>
    /// <param name="cases">The series, at least one; ids differ, columns are the same and in the same order.</param>
    /// <param name="staticNames">Names of what does not change over time; none when not given.</param>
    /// <param name="classNames">Names of the classes; none when not given.</param>
    /// <exception cref="ArgumentException">There is no series, an id stands twice, columns differ, or a case does not fit the names.</exception>
    public SeriesSet(IReadOnlyList<SeriesCase> cases, IReadOnlyList<string>? staticNames = null, IReadOnlyList<string>? classNames = null)
    {
        ArgumentNullException.ThrowIfNull(cases);
        _cases = cases.Count > 0 ? [.. cases] : throw new ArgumentException("A set of series is empty: give at least one series.", nameof(cases));
        StaticNames = staticNames is null ? [] : [.. staticNames];
        ClassNames = classNames is null ? [] : [.. classNames];
        HashSet<string> ids = new(StringComparer.Ordinal);
        foreach (SeriesCase one in _cases)
        {
            if (!ids.Add(one.Id))
            {
                throw new ArgumentException($"There are two series with the id '{one.Id}': give each its own.", nameof(cases));
            }

            if (!one.Frame.ColumnNames.SequenceEqual(ColumnNames, StringComparer.Ordinal))
            {
                throw new ArgumentException(
                    $"Series '{one.Id}' has the columns {string.Join(", ", one.Frame.ColumnNames)}, but '{_cases[0].Id}' has {string.Join(", ", ColumnNames)}: give all the same.",
                    nameof(cases));
            }

            if (one.Statics.Count != StaticNames.Count)
            {
                throw new ArgumentException($"Series '{one.Id}' has {one.Statics.Count} static values, but there are {StaticNames.Count} names: give one value a name.", nameof(cases));
            }

            if (one.Class is { } index && (index < 0 || index >= ClassNames.Count))
            {
                throw new ArgumentException($"Series '{one.Id}' is of class {index}, but there are {ClassNames.Count} classes: give an index from 0.", nameof(cases));
            }
        }
    }

    /// <summary>The series.</summary>
    public IReadOnlyList<SeriesCase> Cases => _cases;

    /// <summary>Number of series.</summary>
    public int Count => _cases.Length;

    /// <summary>Names of the columns that every series has.</summary>
    public IReadOnlyList<string> ColumnNames => _cases[0].Frame.ColumnNames;

    /// <summary>Names of what does not change over time.</summary>
    public IReadOnlyList<string> StaticNames { get; }

    /// <summary>Names of the classes; empty where series have none.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>Length of the shortest series, in rows.</summary>
    public int ShortestLength => _cases.Min(one => one.Frame.RowCount);

    /// <summary>Length of the longest series, in rows.</summary>
    public int LongestLength => _cases.Max(one => one.Frame.RowCount);

    /// <summary>One series.</summary>
    /// <param name="index">From 0.</param>
    public SeriesCase this[int index] => _cases[index];

    /// <summary>A set of one series.</summary>
    /// <param name="frame">The series.</param>
    public static SeriesSet Of(Frame frame) => new([new SeriesCase("1", frame)]);

    /// <summary>Some of the series, in the order given.</summary>
    /// <param name="indices">Their indices, at least one.</param>
    public SeriesSet Subset(IEnumerable<int> indices) => new([.. indices.Select(index => _cases[index])], StaticNames, ClassNames);

    /// <summary>The set with each series' frame put through a function.</summary>
    /// <param name="transform">Gives the new frame.</param>
    public SeriesSet Map(Func<SeriesCase, Frame> transform) =>
        new([.. _cases.Select(one => one with { Frame = transform(one) })], StaticNames, ClassNames);
}
