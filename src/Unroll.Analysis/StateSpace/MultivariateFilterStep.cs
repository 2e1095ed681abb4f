namespace Unroll.Analysis.StateSpace;

/// <summary>The states before a time, and the observations of it one by one, which a smoother goes back by.</summary>
/// <param name="Covariance">P before the first observation.</param>
/// <param name="Infinite">P∞ before it; null where all states are determined.</param>
/// <param name="Observations">The observations that are there.</param>
internal sealed record MultivariateFilterStep(double[] Covariance, double[]? Infinite, IReadOnlyList<MultivariateObservation> Observations);

/// <summary>An observation of a time, made independent of those before it.</summary>
/// <param name="Loading">z.</param>
/// <param name="Innovation">v.</param>
/// <param name="Variance">f; 0 where nothing was uncertain.</param>
/// <param name="InfiniteVariance">f∞; 0 where what it observes is determined.</param>
/// <param name="Cross">P·z.</param>
/// <param name="InfiniteCross">P∞·z; null where all states are determined.</param>
internal sealed record MultivariateObservation(
    double[] Loading, double Innovation, double Variance, double InfiniteVariance, double[] Cross, double[]? InfiniteCross);
