namespace Unroll.Series.Preparing;

/// <summary>The method of imputation.</summary>
public enum ImputeMethod
{
    /// <summary>The last known value.</summary>
    Forward,

    /// <summary>The line, over time, between the last known value and the next. It looks ahead.</summary>
    Linear,

    /// <summary>The mean of the training part at the same phase of the season.</summary>
    Seasonal,

    /// <summary>The value one season ago; where that is missing too, its imputed value.</summary>
    SeasonAgo,

    /// <summary>A given value.</summary>
    Constant,

    /// <summary>The mean of the training part.</summary>
    Mean,
}
