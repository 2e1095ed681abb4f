namespace Unroll.Analysis.Trend;

/// <summary>A robust straight line with the confidence interval of its slope, from <see cref="TheilSen"/>.</summary>
/// <param name="Slope">The median of the slopes between all pairs of points.</param>
/// <param name="Intercept">The median value less the slope times the median place.</param>
/// <param name="SlopeLow">Lower end of the slope's confidence interval.</param>
/// <param name="SlopeHigh">Upper end of the slope's confidence interval.</param>
/// <param name="Confidence">Probability that such an interval holds the true slope, such as 0.95.</param>
public sealed record TheilSenEstimate(double Slope, double Intercept, double SlopeLow, double SlopeHigh, double Confidence)
{
    /// <summary>The line at a place.</summary>
    /// <param name="x">The place.</param>
    public double At(double x) => Intercept + (Slope * x);
}
