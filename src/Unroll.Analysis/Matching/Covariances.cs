namespace Unroll.Analysis.Matching;

/// <summary>Covariances of a window with others, directly from the values: sums of products of deviations from the means.</summary>
internal static class Covariances
{
    /// <summary>Computes them.</summary>
    /// <typeparam name="TLanes">The operations.</typeparam>
    /// <typeparam name="TVector">The vector.</typeparam>
    /// <param name="windows">The windows.</param>
    /// <param name="row">The window.</param>
    /// <param name="start">The first of the others, which lie side by side; it may lie before the series.</param>
    /// <param name="covariances">Takes the covariances, as many as four vectors hold; 0 of windows outside the series.</param>
    public static void Of<TLanes, TVector>(WindowStatistics windows, int row, int start, Span<double> covariances)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        if (start < 0 || start + covariances.Length > windows.Count)
        {
            OneByOne(windows, row, start, covariances);
            return;
        }

        int width = TLanes.Count;
        ref double means = ref windows.Means[start];
        TVector m0 = TLanes.Load(ref means, 0), m1 = TLanes.Load(ref means, width);
        TVector m2 = TLanes.Load(ref means, 2 * width), m3 = TLanes.Load(ref means, 3 * width);
        TVector s0 = TLanes.Broadcast(0), s1 = s0, s2 = s0, s3 = s0;
        ref double values = ref windows.Values[start];
        double mean = windows.Means[row];
        ReadOnlySpan<double> own = windows.Values.AsSpan(row, windows.Window);
        for (int k = 0; k < own.Length; k++)
        {
            TVector deviation = TLanes.Broadcast(own[k] - mean);
            s0 = TLanes.MultiplyAdd(deviation, TLanes.Subtract(TLanes.Load(ref values, k), m0), s0);
            s1 = TLanes.MultiplyAdd(deviation, TLanes.Subtract(TLanes.Load(ref values, k + width), m1), s1);
            s2 = TLanes.MultiplyAdd(deviation, TLanes.Subtract(TLanes.Load(ref values, k + (2 * width)), m2), s2);
            s3 = TLanes.MultiplyAdd(deviation, TLanes.Subtract(TLanes.Load(ref values, k + (3 * width)), m3), s3);
        }

        ref double result = ref covariances[0];
        TLanes.Store(s0, ref result, 0);
        TLanes.Store(s1, ref result, width);
        TLanes.Store(s2, ref result, 2 * width);
        TLanes.Store(s3, ref result, 3 * width);
    }

    private static void OneByOne(WindowStatistics windows, int row, int start, Span<double> covariances)
    {
        ReadOnlySpan<double> own = windows.Values.AsSpan(row, windows.Window);
        for (int at = 0; at < covariances.Length; at++)
        {
            double sum = 0;
            if (start + at >= 0 && start + at < windows.Count)
            {
                ReadOnlySpan<double> other = windows.Values.AsSpan(start + at, windows.Window);
                (double mean, double otherMean) = (windows.Means[row], windows.Means[start + at]);
                for (int k = 0; k < own.Length; k++)
                {
                    sum += (own[k] - mean) * (other[k] - otherMean);
                }
            }

            covariances[at] = sum;
        }
    }
}
