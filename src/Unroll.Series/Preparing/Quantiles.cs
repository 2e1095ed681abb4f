using System.Numerics;

namespace Unroll.Series.Preparing;

/// <summary>Quantiles of sorted numbers, linear between neighbours (definition 7 of Hyndman and Fan, 1996).</summary>
public static class Quantiles
{
    /// <summary>A quantile.</summary>
    /// <typeparam name="T">Type of the numbers.</typeparam>
    /// <param name="sorted">The numbers, in ascending order.</param>
    /// <param name="share">The level, from 0 (minimum) to 1 (maximum).</param>
    /// <returns>The quantile; NaN of no numbers.</returns>
    public static double OfSorted<T>(ReadOnlySpan<T> sorted, double share)
        where T : unmanaged, IFloatingPoint<T>
    {
        if (sorted.IsEmpty)
        {
            return double.NaN;
        }

        double place = share * (sorted.Length - 1);
        int below = (int)place;
        T low = sorted[below];
        return place > below && sorted[below + 1] != low // infinite neighbours have no difference
            ? double.CreateTruncating(low) + ((place - below) * double.CreateTruncating(sorted[below + 1] - low))
            : double.CreateTruncating(low);
    }

    /// <summary>The median.</summary>
    /// <param name="sorted">The numbers, in ascending order.</param>
    /// <returns>The median; NaN of no numbers.</returns>
    public static double Median(ReadOnlySpan<double> sorted) => OfSorted(sorted, 0.5);
}
