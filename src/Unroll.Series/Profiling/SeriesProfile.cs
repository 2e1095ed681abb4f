using Unroll.Series.Frames;

namespace Unroll.Series.Profiling;

/// <summary>The profile of a file before preparation: its size, time index and columns.</summary>
public sealed record SeriesProfile
{
    /// <summary>Number of series.</summary>
    public required int SeriesCount { get; init; }

    /// <summary>Rows of all series.</summary>
    public required long Rows { get; init; }

    /// <summary>Rows of the shortest series.</summary>
    public required int ShortestLength { get; init; }

    /// <summary>Rows of the series in the middle (of the two, the shorter).</summary>
    public required int MedianLength { get; init; }

    /// <summary>Rows of the longest series.</summary>
    public required int LongestLength { get; init; }

    /// <summary>The profile of the time index.</summary>
    public required TimeProfile Time { get; init; }

    /// <summary>The columns, in their order.</summary>
    public required IReadOnlyList<ColumnProfile> Columns { get; init; }

    /// <summary>Static covariates, a row a series; empty where there are none.</summary>
    public IReadOnlyList<ColumnProfile> StaticCovariates { get; init; } = [];

    /// <summary>Classes with the number of their series, in the order of the set; empty where there are none.</summary>
    public IReadOnlyList<ClassCount> Classes { get; init; } = [];

    /// <summary>Regression targets, a row a series; null where there are none.</summary>
    public ColumnProfile? Values { get; init; }

    /// <summary>The profile of a single series.</summary>
    /// <param name="frame">The series.</param>
    /// <param name="options">Level of detail; the defaults when not given.</param>
    public static SeriesProfile Of(Frame frame, ProfileOptions? options = null) => Of(SeriesSet.Of(frame), options);

    /// <summary>
    /// The profile of many series. Columns are read one after the other in runs of rows, so that they may be larger than memory.
    /// </summary>
    /// <param name="set">The series.</param>
    /// <param name="options">Level of detail; the defaults when not given.</param>
    public static SeriesProfile Of(SeriesSet set, ProfileOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(set);
        ProfileOptions chosen = options ?? new ProfileOptions();
        int[] lengths = [.. set.Items.Select(item => item.Frame.RowCount).Order()];
        TimeProfile time = TimeProfile.Of(set, chosen);
        return new SeriesProfile
        {
            SeriesCount = set.Count,
            Rows = lengths.Sum(length => (long)length),
            ShortestLength = lengths[0],
            MedianLength = lengths[(lengths.Length - 1) / 2],
            LongestLength = lengths[^1],
            Time = time,
            Columns = [.. set.ColumnNames.Select(name => ColumnAnalysis.Of(set, name, time, chosen))],
            StaticCovariates = StaticCovariatesOf(set, chosen),
            Classes = [.. set.ClassNames.Select((name, index) => new ClassCount(name, set.Items.Count(item => item.Class == index)))],
            Values = ValuesOf(set, chosen),
        };
    }

    private static ColumnProfile[] StaticCovariatesOf(SeriesSet set, ProfileOptions options) =>
        [.. set.StaticNames.Select((name, index) =>
            OverSeries(name, [.. set.Items.Select(item => item.StaticCovariates[index])], options))];

    private static ColumnProfile? ValuesOf(SeriesSet set, ProfileOptions options) => set.Items.Any(item => item.Value is not null)
        ? OverSeries("value", [.. set.Items.Select(item => item.Value ?? double.NaN)], options)
        : null;

    /// <summary>The profile of a number for each series, as a column with a row a series whose order means nothing.</summary>
    private static ColumnProfile OverSeries(string name, double[] values, ProfileOptions options)
    {
        SeriesSet table = SeriesSet.Of(new Frame(TimeIndex.Numbered(values.Length), [name], [values]));
        return ColumnAnalysis.Of(table, name, time: null, options) with { NeverFalls = false };
    }
}
