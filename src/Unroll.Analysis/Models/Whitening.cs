namespace Unroll.Analysis.Models;

/// <summary>Innovations of several series by one process, divided by their standard deviations for disturbances of variance 1.</summary>
/// <param name="Innovations">The innovations, [series][time]; NaN where a value is missing.</param>
/// <param name="LogarithmOfVariances">The sum of the logarithms of their variances.</param>
internal readonly record struct Whitening(double[][] Innovations, double LogarithmOfVariances);
