using System.Text.RegularExpressions;

namespace Unroll.Tasks.Tests.Learning;

/// <summary>Names of C# have no place in what the author of a recipe is told.</summary>
internal static partial class CodeNames
{
    public static void AssertNone(string message) => Assert.DoesNotMatch(CodeName(), message);

    /// <summary>Names and expressions: LayerNormalization, Conv1D, Lstm, new Input(…), (Parameter 'x').</summary>
    [GeneratedRegex(
        @"\b[A-Z][a-z0-9]+[A-Z]\w*|\b(Lstm|Gru|Dense|Add|Concatenate|Reshape|Flatten|Graph|Sequential)\b|\bnew \w+\(|\(Parameter '")]
    private static partial Regex CodeName();
}
