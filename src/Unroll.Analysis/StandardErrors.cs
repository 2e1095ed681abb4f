namespace Unroll.Analysis;

/// <summary>The estimators of standard errors of maximum likelihood estimates.</summary>
public enum StandardErrors
{
    /// <summary>By the observed information: the curvature of the log-likelihood at the estimates.</summary>
    Hessian,

    /// <summary>
    /// By the outer product of the scores of single observations (Berndt, Hall, Hall and Hausman 1974), as statsmodels does.
    /// </summary>
    OuterProduct,
}
