namespace Unroll.Series.Profiling;

/// <summary>What is in a column, over all series.</summary>
public sealed record ColumnProfile
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>What its values are.</summary>
    public required ColumnKind Kind { get; init; }

    /// <summary>Rows, missing values included.</summary>
    public required long Rows { get; init; }

    /// <summary>Missing values.</summary>
    public required long Missing { get; init; }

    /// <summary>Share of the rows that have no value; 0 where there are no rows.</summary>
    public double MissingShare => Rows == 0 ? 0 : (double)Missing / Rows;

    /// <summary>The longest run of missing values; null where none is missing.</summary>
    public MissingRun? LongestMissingRun { get; init; }

    /// <summary>The mean; NaN where there are no values, as for the others.</summary>
    public double Mean { get; init; } = double.NaN;

    /// <summary>The standard deviation of the values (divided by their number, as in scaling).</summary>
    public double StandardDeviation { get; init; } = double.NaN;

    /// <summary>The least value.</summary>
    public double Minimum { get; init; } = double.NaN;

    /// <summary>How many values are the least one.</summary>
    public long MinimumCount { get; init; }

    /// <summary>How many values are the greatest one.</summary>
    public long MaximumCount { get; init; }

    /// <summary>A quarter of the values are at most this; linear between neighbours.</summary>
    public double LowerQuartile { get; init; } = double.NaN;

    /// <summary>Half of the values are at most this; linear between neighbours.</summary>
    public double Median { get; init; } = double.NaN;

    /// <summary>Three quarters of the values are at most this; linear between neighbours.</summary>
    public double UpperQuartile { get; init; } = double.NaN;

    /// <summary>The greatest value.</summary>
    public double Maximum { get; init; } = double.NaN;

    /// <summary>Whether quartiles are those of all values, rather than of an even sample.</summary>
    public bool QuartilesAreExact { get; init; } = true;

    /// <summary>
    /// Values more than three interquartile ranges below the lower or above the upper quartile (Tukey 1977: far out). Where half of the values are
    /// one number, those more than six standard deviations from it. More than one value in twenty are no outliers, but what the column is like.
    /// Codes and categories have none.
    /// </summary>
    public long Outliers { get; init; }

    /// <summary>The outliers furthest from the median, the furthest first.</summary>
    public IReadOnlyList<ValueAt> MostExtreme { get; init; } = [];

    /// <summary>Whether no value is less than the one before it in any series, and some are greater: a counter, or a number of the row.</summary>
    public bool NeverFalls { get; init; }

    /// <summary>Whether it has one value, or none, within each of many series, which is not the same in all: what a patient or a shop is like.</summary>
    public bool IsStatic { get; init; }

    /// <summary>Means of equal spans of time (of rows, where there are many series or no stamps), first to last; NaN where there is no value.</summary>
    public IReadOnlyList<double> Sparkline { get; init; } = [];

    /// <summary>Periods after which the column resembles itself, the strongest first; empty where none stands out.</summary>
    public IReadOnlyList<Season> Seasons { get; init; } = [];

    /// <summary>For categories and codes: the most frequent, the most frequent first, at most ten.</summary>
    public IReadOnlyList<ClassCount> Categories { get; init; } = [];

    /// <summary>For categories and codes: how many different ones there are.</summary>
    public int CategoryCount { get; init; }
}
