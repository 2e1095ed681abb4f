using Unroll.Series.Profiling;

namespace Unroll.Analysis.Characteristics;

/// <summary>The limits beyond which a value of a column is an outlier, by the quartiles of its profile (Tukey 1977).</summary>
/// <param name="Low">The lower one.</param>
/// <param name="High">The upper one.</param>
internal readonly record struct OutlierFences(double Low, double High)
{
    private const double FarOut = 3;
    private const double FarFromOneNumber = 6;

    /// <summary>The fences of a column of numbers.</summary>
    /// <param name="column">Its profile.</param>
    public static OutlierFences Of(ColumnProfile column)
    {
        double range = column.UpperQuartile - column.LowerQuartile;
        double far = FarFromOneNumber * column.StandardDeviation;
        return range > 0
            ? new(column.LowerQuartile - (FarOut * range), column.UpperQuartile + (FarOut * range))
            : new(column.Median - far, column.Median + far);
    }

    /// <summary>Whether a value lies beyond; a missing one (NaN) does not.</summary>
    /// <param name="value">The value.</param>
    public bool IsBeyond(double value) => value < Low || value > High;
}
