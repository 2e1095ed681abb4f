using Unroll.Insight.Attribution;

namespace Unroll.Tasks.Explaining;

/// <summary>The explanation of a network's output for a sample.</summary>
/// <param name="Series">Id of the series.</param>
/// <param name="OutputName">What is explained: <c>class up</c>, or <c>mean of the outputs</c>.</param>
/// <param name="Map">The saliency of each number.</param>
/// <param name="Tokens">Of each input the tokens, where it is a text; else empty.</param>
public sealed record SampleExplanation(
    string Series, string OutputName, SaliencyMap Map, IReadOnlyList<IReadOnlyList<string>> Tokens)
{
    /// <summary>The time of its last input row, where it is a window of the series; else empty.</summary>
    public string End { get; init; } = "";
}
