namespace Unroll.Analysis.Models;

/// <summary>
/// The test of Granger (1969) whether a series helps to forecast another beside the others: an F test of its coefficients.
/// </summary>
/// <param name="Statistic">F.</param>
/// <param name="NumeratorDegrees">The number of coefficients.</param>
/// <param name="DenominatorDegrees">The values less the coefficients of an equation.</param>
/// <param name="PValue">The probability of such a statistic where the series does not help.</param>
public sealed record GrangerTest(double Statistic, int NumeratorDegrees, int DenominatorDegrees, double PValue);
