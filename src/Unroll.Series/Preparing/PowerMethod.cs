namespace Unroll.Series.Preparing;

/// <summary>The family of a power transformation.</summary>
public enum PowerMethod
{
    /// <summary>
    /// ((x/g)^λ − 1) / λ, and ln(x/g) for λ = 0, of values above 0 with the geometric mean g (Box and Cox, 1964, An analysis of
    /// transformations).
    /// </summary>
    BoxCox,

    /// <summary>
    /// For values of any sign: ((1 + x)^λ − 1) / λ where x ≥ 0, and −((1 − x)^(2 − λ) − 1) / (2 − λ) below (Yeo and Johnson, 2000, A new
    /// family of power transformations to improve normality or symmetry).
    /// </summary>
    YeoJohnson,
}
