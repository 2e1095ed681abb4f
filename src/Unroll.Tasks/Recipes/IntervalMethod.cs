namespace Unroll.Tasks.Recipes;

/// <summary>The methods of prediction intervals.</summary>
public enum IntervalMethod
{
    /// <summary>Split conformal prediction: the forecast, less and plus a quantile of the errors on the validation part.</summary>
    Conformal,

    /// <summary>
    /// Conformalised quantile regression (Romano, Patterson and Candès 2019): a pair of forecast quantiles, moved outwards or inwards by
    /// how far true values of the validation part lie outside.
    /// </summary>
    Quantile,

    /// <summary>No prediction intervals.</summary>
    None,
}
