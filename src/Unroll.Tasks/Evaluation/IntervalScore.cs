namespace Unroll.Tasks.Evaluation;

/// <summary>The scores of a central prediction interval.</summary>
/// <param name="Level">Its level: 0.8 from the quantiles 0.1 and 0.9.</param>
/// <param name="Coverage">Share of true values within it: near the level where forecasts are calibrated.</param>
/// <param name="Width">Its mean width, in the unit of the series.</param>
/// <param name="Score">
/// Mean interval score (Winkler 1972), in the unit of the series: the width, and of each true value outside its distance times 2/(1 −
/// level).
/// </param>
public sealed record IntervalScore(double Level, double Coverage, double Width, double Score)
{
    /// <summary>The scores that sums stand for.</summary>
    internal static IntervalScore Of(IntervalSums sums) => new(sums.Level, sums.Coverage, sums.Width, sums.Score);
}
