namespace Unroll.Analysis.Estimators;

/// <summary>The method that finds the coefficients of logistic regression.</summary>
public enum LogisticMethod
{
    /// <summary>Newton and Raphson's: steps by gradient and Hessian matrix; near the minimum the error is squared in each.</summary>
    Newton,

    /// <summary>Gradient descent: steps along the gradient of all rows.</summary>
    GradientDescent,

    /// <summary>Stochastic gradient descent: steps along the gradient of one row at a time, in random order, ever shorter.</summary>
    StochasticGradientDescent,
}
