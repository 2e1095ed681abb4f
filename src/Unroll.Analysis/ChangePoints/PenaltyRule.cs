namespace Unroll.Analysis.ChangePoints;

/// <summary>Rules that choose the number of changes from the data.</summary>
public enum PenaltyRule
{
    /// <summary>
    /// The modified Bayesian information criterion (Zhang and Siegmund, Biometrics 63, 2007), with the noise as the series' differences
    /// tell it. Kernels have no likelihood: of them it is the elbow.
    /// </summary>
    ModifiedBic,

    /// <summary>
    /// The elbow of the costs over the number of changes: twice the slope with which noise alone lessens them (Birgé and Massart 2007;
    /// Baudry, Maugis and Michel, Statistics and Computing 22, 2012).
    /// </summary>
    Elbow,
}
