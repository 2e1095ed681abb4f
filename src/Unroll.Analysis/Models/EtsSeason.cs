namespace Unroll.Analysis.Models;

/// <summary>The season of an exponential smoothing model.</summary>
public enum EtsSeason
{
    /// <summary>There is none.</summary>
    None,

    /// <summary>The pattern is added to the level.</summary>
    Additive,

    /// <summary>The pattern is a factor of the level.</summary>
    Multiplicative,
}
