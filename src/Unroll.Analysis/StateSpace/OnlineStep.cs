namespace Unroll.Analysis.StateSpace;

/// <summary>The innovation of an observation: its difference from its forecast.</summary>
/// <param name="Innovation">Observation minus forecast; NaN where it is missing.</param>
/// <param name="Variance">
/// The forecast's variance; NaN where the observation is missing, or the variance infinite at a diffuse start.
/// </param>
public readonly record struct OnlineStep(double Innovation, double Variance)
{
    /// <summary>The innovation in standard deviations; NaN where it has none.</summary>
    public double Standardized => Innovation / Math.Sqrt(Variance);
}
