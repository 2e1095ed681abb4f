namespace Unroll.Tasks.Evaluation;

/// <summary>
/// The scales of a target's errors, from the training part: those of MASE and RMSSE, the errors of the seasonal-naive forecast one step
/// ahead, and the standard deviation.
/// </summary>
/// <param name="Absolute">Mean absolute error, of the MASE (Hyndman and Koehler 2006); NaN when unknown.</param>
/// <param name="Squared">Mean squared error, of the RMSSE (Makridakis, Spiliotis and Assimakopoulos 2022); NaN when unknown.</param>
public readonly record struct NaiveScale(double Absolute, double Squared)
{
    /// <summary>
    /// Standard deviation (of the population) of the values themselves, the unit of the scaled measures; 0 where it is unknown, or where
    /// they are constant.
    /// </summary>
    public double StandardDeviation { get; init; }
}
