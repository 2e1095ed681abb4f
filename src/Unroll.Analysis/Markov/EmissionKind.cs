namespace Unroll.Analysis.Markov;

/// <summary>Kinds of distributions of what is seen in a state.</summary>
public enum EmissionKind
{
    /// <summary>A normal distribution.</summary>
    Gaussian,

    /// <summary>A mixture of normal distributions.</summary>
    GaussianMixture,

    /// <summary>Symbols, numbered from 0.</summary>
    Discrete,
}
