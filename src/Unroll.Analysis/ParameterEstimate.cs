namespace Unroll.Analysis;

/// <summary>An estimated parameter of a model.</summary>
/// <param name="Name">Its name, in kebab case: <c>level-variance</c>.</param>
/// <param name="Estimate">The estimate.</param>
/// <param name="StandardError">
/// The standard deviation of the estimate's error; null where there is none, as of a variance that is estimated as 0.
/// </param>
public sealed record ParameterEstimate(string Name, double Estimate, double? StandardError);
