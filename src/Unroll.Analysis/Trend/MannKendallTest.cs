namespace Unroll.Analysis.Trend;

/// <summary>The outcome of a <see cref="MannKendall"/> test for a trend that goes up or down throughout.</summary>
/// <param name="Score">Kendall's score: rising pairs of values less falling ones.</param>
/// <param name="Tau">The score as a share of all pairs, from −1 to 1.</param>
/// <param name="Variance">Variance of the score without a trend, corrected for autocorrelation where asked for.</param>
/// <param name="VarianceInflation">Factor that autocorrelation put on the variance; 1 without a correction.</param>
/// <param name="Z">The score over its standard deviation, with a correction of 1 for continuity.</param>
/// <param name="PValue">Probability of a score as far from 0 without a trend, on either side.</param>
public sealed record MannKendallTest(
    long Score, double Tau, double Variance, double VarianceInflation, double Z, double PValue);
