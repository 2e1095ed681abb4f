namespace Unroll.Tasks.Learning.Sections;

/// <summary>A token of a coloured text.</summary>
/// <param name="Token">The token.</param>
/// <param name="Color">From −1 (blue) to 1 (green).</param>
/// <param name="Hint">What is shown where the pointer rests on it; null for nothing.</param>
public sealed record ColoredToken(string Token, double Color, string? Hint = null)
{
    /// <summary>Tokens that stand below it, the first at the top, such as what was expected in its place; mostly none.</summary>
    public IReadOnlyList<ColoredToken> Below { get; init; } = [];
}
