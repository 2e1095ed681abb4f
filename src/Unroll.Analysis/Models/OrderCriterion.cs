namespace Unroll.Analysis.Models;

/// <summary>Criteria by which the order of a model is chosen.</summary>
public enum OrderCriterion
{
    /// <summary>Akaike's information criterion, which prefers long memories.</summary>
    Aic,

    /// <summary>The criterion of Hannan and Quinn (1979), between the others.</summary>
    HannanQuinn,

    /// <summary>The Bayesian information criterion, which prefers short memories.</summary>
    Bic,
}
