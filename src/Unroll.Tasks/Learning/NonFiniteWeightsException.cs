namespace Unroll.Tasks.Learning;

/// <summary>A training ended with weights that are infinite or NaN, so that there is no network to keep.</summary>
/// <param name="message">What happened, and what to do.</param>
public sealed class NonFiniteWeightsException(string message) : InputException(message);
