namespace Unroll.Tasks.Explaining;

/// <summary>The limits of a text's explanation.</summary>
/// <param name="Read">Tokens to read at most, to find units that follow its features.</param>
/// <param name="Shown">Tokens to show at most.</param>
internal sealed record TextLimits(int Read, int Shown);
