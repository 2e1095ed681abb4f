using System.Text;
using Unroll.Insight.Attribution;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Explaining;

/// <summary>The explanation of a network's output for a sample.</summary>
/// <param name="Series">Id of the series.</param>
/// <param name="OutputName">What is explained: the class <c>up</c>, or <c>mean of the outputs</c>.</param>
/// <param name="Map">The saliency of each number.</param>
/// <param name="Tokens">Of each input the tokens, where it is a text; else empty.</param>
public sealed record SampleExplanation(
    string Series, string OutputName, SaliencyMap Map, IReadOnlyList<IReadOnlyList<string>> Tokens)
{
    /// <summary>The time of its last input row, where it is a window of the series; else empty.</summary>
    public string End { get; init; } = "";

    /// <summary>Whether a number is explained rather than a class: as the network gives it, on the scale of prepared series.</summary>
    public bool IsNumber { get; init; }

    /// <summary>The output that is explained, with its timestep where it is one of several: <c>up at timestep 11</c>.</summary>
    public string What => OutputName
        + (Map.OutputTimestep is { } timestep ? FormattableString.Invariant($" at timestep {timestep}") : "");

    /// <summary>The title of an input: its name, or of what a decoder goes on from, that.</summary>
    /// <param name="input">The input.</param>
    public static string TitleOf(InputSaliency input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return input.Name != RecipeGraph.PreviousName ? input.Name : input.IsTokens ? "tokens written before" : "rows before";
    }

    private bool PrintMembers(StringBuilder builder) => RecordFormatter.AppendMembers(
        builder, (nameof(Series), Series), (nameof(OutputName), OutputName), (nameof(Map), Map), (nameof(Tokens), Tokens),
        (nameof(End), End), (nameof(IsNumber), IsNumber), (nameof(What), What));
}
