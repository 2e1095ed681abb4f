namespace Unroll.Series.Preparing;

/// <summary>Quantiles of sorted numbers.</summary>
internal static class Quantiles
{
    /// <summary>A quantile, interpolated between neighbours (definition 7 of Hyndman and Fan, 1996).</summary>
    /// <param name="sorted">At least one number, sorted.</param>
    /// <param name="share">The level, from 0 (minimum) to 1 (maximum).</param>
    public static double OfSorted(ReadOnlySpan<double> sorted, double share)
    {
        double place = share * (sorted.Length - 1);
        int below = (int)place;
        double low = sorted[below];
        return below + 1 < sorted.Length ? low + ((place - below) * (sorted[below + 1] - low)) : low;
    }

    /// <summary>The median of sorted numbers.</summary>
    public static double Median(ReadOnlySpan<double> sorted) => OfSorted(sorted, 0.5);
}
