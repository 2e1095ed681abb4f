namespace Unroll.Tasks.Evaluation;

/// <summary>The errors of the seasonal-naive forecast one step ahead within the training part: the scales of MASE and RMSSE.</summary>
/// <param name="Absolute">Mean absolute error, of the MASE (Hyndman and Koehler 2006); NaN when unknown.</param>
/// <param name="Squared">Mean squared error, of the RMSSE (Makridakis, Spiliotis and Assimakopoulos 2022); NaN when unknown.</param>
public readonly record struct NaiveScale(double Absolute, double Squared);
