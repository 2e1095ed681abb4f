namespace Unroll.Analysis.Markov;

/// <summary>Criteria by which the number of hidden states is chosen.</summary>
public enum StateCriterion
{
    /// <summary>The Bayesian information criterion (Schwarz 1978), which prefers few states.</summary>
    Bic,

    /// <summary>Akaike's information criterion (1974), which allows more.</summary>
    Aic,
}
