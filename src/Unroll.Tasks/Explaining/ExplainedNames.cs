namespace Unroll.Tasks.Explaining;

/// <summary>Names of what goes into a network and comes out.</summary>
/// <param name="Features">For each input the names of its features.</param>
/// <param name="Outputs">Names of the output's features, such as classes; none where they have no names.</param>
/// <param name="TokenOf">The text of a code of an input's only feature; null where it is no code.</param>
internal sealed record ExplainedNames(
    IReadOnlyList<IReadOnlyList<string>> Features, IReadOnlyList<string> Outputs, Func<int, int, string?> TokenOf)
{
    /// <summary>
    /// The features of the output that predict the first target, whose mean is explained where no feature is chosen; null where outputs are
    /// classes, or their meaning is not known.
    /// </summary>
    public IReadOnlyList<int>? Predictions { get; init; }

    /// <summary>Whether outputs of classes are logits rather than probabilities.</summary>
    public bool AreLogits { get; init; }

    /// <summary>The name of the mean of <see cref="Predictions"/>.</summary>
    public string PredictionName { get; init; } = "";
}
