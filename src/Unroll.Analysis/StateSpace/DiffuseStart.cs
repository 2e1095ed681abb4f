namespace Unroll.Analysis.StateSpace;

/// <summary>The treatment of states of which nothing is known before the first observation.</summary>
public enum DiffuseStart
{
    /// <summary>
    /// Infinite variance, followed exactly until the observations determine the states (Koopman 1997; Durbin and Koopman 2012, chapter 5).
    /// </summary>
    Exact,

    /// <summary>
    /// A variance of 1e6 (or another that a model says), with as many first observations left out of the likelihood as there are such
    /// states. It depends on the unit of the data: for comparison with other programs.
    /// </summary>
    Approximate,
}
