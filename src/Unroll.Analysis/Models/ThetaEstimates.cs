namespace Unroll.Analysis.Models;

/// <summary>The estimates of a Theta model.</summary>
/// <param name="Intercept">The value of the line at time 0.</param>
/// <param name="Slope">Its slope.</param>
/// <param name="Start">The level at the start.</param>
/// <param name="Alpha">α, the weight of a new value.</param>
/// <param name="Theta">θ.</param>
internal readonly record struct ThetaEstimates(double Intercept, double Slope, double Start, double Alpha, double Theta);
