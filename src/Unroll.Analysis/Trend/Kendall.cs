namespace Unroll.Analysis.Trend;

/// <summary>The distribution of Kendall's score without a trend.</summary>
internal static class Kendall
{
    /// <summary>The variance of the score where values have ties.</summary>
    /// <param name="count">Values.</param>
    /// <param name="ties">Lengths of the runs of equal values.</param>
    public static double Variance(long count, IEnumerable<long> ties) => (Term(count) - ties.Sum(Term)) / 18;

    private static double Term(long count) => (double)count * (count - 1) * ((2.0 * count) + 5);
}
