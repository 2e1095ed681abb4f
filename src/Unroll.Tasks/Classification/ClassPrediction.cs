namespace Unroll.Tasks.Classification;

/// <summary>What is said of one series.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Actual">The class that it belongs to; null where that is not known.</param>
/// <param name="Predicted">The most probable class.</param>
/// <param name="Probabilities">The probability of each class; they add up to 1.</param>
public sealed record ClassPrediction(string Id, int? Actual, int Predicted, IReadOnlyList<float> Probabilities);
