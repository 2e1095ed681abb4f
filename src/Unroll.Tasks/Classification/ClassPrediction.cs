namespace Unroll.Tasks.Classification;

/// <summary>The class prediction of a series.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Actual">The true class; null where it is not known.</param>
/// <param name="Predicted">The most probable class, the first of several.</param>
/// <param name="Probabilities">The probability of each class; they add up to 1.</param>
public sealed record ClassPrediction(string Id, int? Actual, int Predicted, IReadOnlyList<double> Probabilities)
{
    /// <summary>The text that was classified, of a table of texts; null of other series, and of training series.</summary>
    public string? Text { get; init; }

    /// <summary>Whether the true class is known, and another was predicted.</summary>
    public bool IsWrong => Actual is { } actual && actual != Predicted;

    /// <summary>By how much the predicted class is more probable than the true one: how confident a mistake is.</summary>
    internal double Excess => Actual is { } actual ? Probabilities[Predicted] - Probabilities[actual] : 0;
}
