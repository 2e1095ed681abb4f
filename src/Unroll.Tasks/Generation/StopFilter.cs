namespace Unroll.Tasks.Generation;

/// <summary>Lets a text pass piece by piece until one of some texts comes in it; what may be the beginning of one is held back.</summary>
/// <param name="stops">The texts that end it; none to let all pass.</param>
internal sealed class StopFilter(IReadOnlyList<string> stops)
{
    private string _held = "";

    /// <summary>Whether the end has come.</summary>
    public bool IsReached { get; private set; }

    /// <summary>Takes the next piece.</summary>
    /// <param name="piece">The piece.</param>
    /// <returns>What can pass.</returns>
    public string Take(string piece)
    {
        string text = _held + piece;
        int[] ends = [.. stops.Select(stop => text.IndexOf(stop, StringComparison.Ordinal)).Where(at => at >= 0)];
        if (ends.Length > 0)
        {
            (IsReached, _held) = (true, "");
            return text[..ends.Min()];
        }

        int kept = stops.Count == 0 ? 0 : stops.Max(stop => OverlapOf(text, stop));
        _held = text[(text.Length - kept)..];
        return text[..(text.Length - kept)];
    }

    /// <summary>The characters held back, at the end of the text.</summary>
    public string Rest() => _held;

    /// <summary>Length of the longest end of a text that another one begins with.</summary>
    private static int OverlapOf(string text, string stop)
    {
        int length = Math.Min(stop.Length - 1, text.Length);
        while (length > 0 && !text.EndsWith(stop[..length], StringComparison.Ordinal))
        {
            length--;
        }

        return length;
    }
}
