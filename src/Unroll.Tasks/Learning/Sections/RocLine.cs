namespace Unroll.Tasks.Learning.Sections;

/// <summary>The receiver operating characteristic of a class.</summary>
/// <param name="ClassName">The class.</param>
/// <param name="FalsePositiveRates">Shares of the others that are taken for it, from 0 to 1.</param>
/// <param name="TruePositiveRates">Shares of it that are found, as many.</param>
/// <param name="Area">The area under the curve; NaN where it is not defined.</param>
public sealed record RocLine(string ClassName, IReadOnlyList<double> FalsePositiveRates, IReadOnlyList<double> TruePositiveRates, double Area);
