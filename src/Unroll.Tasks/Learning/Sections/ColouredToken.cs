namespace Unroll.Tasks.Learning.Sections;

/// <summary>A token of a coloured text.</summary>
/// <param name="Token">The token.</param>
/// <param name="Colour">From −1 (blue) to 1 (green).</param>
/// <param name="Hint">What is shown where the pointer rests on it; null for nothing.</param>
public sealed record ColouredToken(string Token, double Colour, string? Hint = null)
{
    /// <summary>Tokens that stand below it, the first at the top, such as what was expected in its place; mostly none.</summary>
    public IReadOnlyList<ColouredToken> Below { get; init; } = [];
}
