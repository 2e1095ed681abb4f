namespace Unroll.Series.Profiling;

/// <summary>The profile of a column over all series.</summary>
public sealed record ColumnProfile
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>The kind of its values.</summary>
    public required ColumnKind Kind { get; init; }

    /// <summary>Rows, missing values included.</summary>
    public required long Rows { get; init; }

    /// <summary>Missing values.</summary>
    public required long Missing { get; init; }

    /// <summary>Share of the rows that have no value; 0 where there are no rows.</summary>
    public double MissingShare => Rows == 0 ? 0 : (double)Missing / Rows;

    /// <summary>The longest run of missing values; null where none is missing.</summary>
    public MissingRun? LongestMissingRun { get; init; }

    /// <summary>The mean; NaN where there are no values, as for the other measures.</summary>
    public double Mean { get; init; } = double.NaN;

    /// <summary>The standard deviation of the values (divided by their number, as in scaling).</summary>
    public double StandardDeviation { get; init; } = double.NaN;

    /// <summary>The least value.</summary>
    public double Minimum { get; init; } = double.NaN;

    /// <summary>The number of values equal to the minimum.</summary>
    public long MinimumCount { get; init; }

    /// <summary>The number of values equal to the maximum.</summary>
    public long MaximumCount { get; init; }

    /// <summary>The lower quartile (0.25 quantile), linear between neighbours.</summary>
    public double LowerQuartile { get; init; } = double.NaN;

    /// <summary>The median, linear between neighbours.</summary>
    public double Median { get; init; } = double.NaN;

    /// <summary>The upper quartile (0.75 quantile), linear between neighbours.</summary>
    public double UpperQuartile { get; init; } = double.NaN;

    /// <summary>The greatest value.</summary>
    public double Maximum { get; init; } = double.NaN;

    /// <summary>Whether quartiles are those of all values, rather than of an even sample.</summary>
    public bool QuartilesAreExact { get; init; } = true;

    /// <summary>A number that seems to stand for a missing value; null where nothing hints at one.</summary>
    public Sentinel? Sentinel { get; init; }

    /// <summary>Whether values never fall within a series, and rise somewhere: a counter, or a row number.</summary>
    public bool NeverFalls { get; init; }

    /// <summary>
    /// The numbers that it leaves out, where its name is that of a time or an identifier and it counts the rows of each series; else null.
    /// </summary>
    public Counter? Counter { get; init; }

    /// <summary>Whether it is a static covariate: constant (or empty) within each of many series, and not the same in all.</summary>
    public bool IsStatic { get; init; }

    /// <summary>
    /// Means of equal spans of time (of rows, where there are many series or no stamps), first to last; NaN where there is no value.
    /// </summary>
    public IReadOnlyList<double> Sparkline { get; init; } = [];

    /// <summary>For categories and codes: the ten most frequent, the most frequent first.</summary>
    public IReadOnlyList<ClassCount> Categories { get; init; } = [];

    /// <summary>For categories and codes: their number.</summary>
    public int CategoryCount { get; init; }
}
