namespace Unroll.Analysis.ChangePoints;

/// <summary>
/// The number that is added to variances of segments: a run of equal values, which has none, would cost infinitely little.
/// </summary>
internal static class VarianceFloor
{
    private const double Share = 1e-6;

    /// <summary>The floor of a series.</summary>
    /// <param name="variance">The variance of all its values.</param>
    public static double Of(double variance) => variance > 0 ? Share * variance : 1;
}
