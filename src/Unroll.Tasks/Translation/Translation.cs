using System.Text;

namespace Unroll.Tasks.Translation;

/// <summary>The translation of a text by networks.</summary>
/// <param name="Source">The text.</param>
/// <param name="Text">What it is translated to.</param>
/// <param name="Tokens">The tokens of that, as the network wrote them; none of numbers.</param>
/// <param name="LogProbability">The logarithm of its probability by the network, its end included; NaN of numbers.</param>
public sealed record Translation(string Source, string Text, IReadOnlyList<string> Tokens, double LogProbability)
{
    /// <summary>The numbers that were written, in the unit of the file, timestep after timestep; none of texts.</summary>
    public IReadOnlyList<double> Numbers { get; init; } = [];

    private bool PrintMembers(StringBuilder builder) => RecordFormatter.AppendMembers(
        builder, (nameof(Source), Source), (nameof(Text), Text), (nameof(Tokens), Tokens), (nameof(LogProbability), LogProbability),
        (nameof(Numbers), Numbers));
}
