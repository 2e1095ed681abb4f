namespace Unroll.Analysis.ChangePoints;

/// <summary>Levels or lines with autocorrelated noise that are fitted to a series.</summary>
/// <param name="Cost">The cost of segments.</param>
/// <param name="Autocorrelation">The noise's correlation from one point to the next.</param>
/// <param name="HasSlope">Whether segments are lines.</param>
/// <param name="Variance">The variance of the noise's innovations.</param>
/// <param name="Best">The segmentation with the least criterion.</param>
/// <param name="Path">The segmentations that were chosen from.</param>
internal sealed record CorrelatedFit(
    CorrelatedCost Cost, double Autocorrelation, bool HasSlope, double Variance, Segmentation Best, IReadOnlyList<PathStep> Path)
{
    /// <summary>The factor that makes a cost −2 log-likelihood.</summary>
    public double Factor => 1 / Variance;
}
