namespace Unroll.Cli.Databases;

/// <summary>Foreign text in messages, on one line whatever it holds.</summary>
internal static class OneLine
{
    /// <summary>A text without control characters, cut where it is long.</summary>
    public static string Of(string text, int longest = 60)
    {
        string kept = text.Length > longest ? text[..longest] + "…" : text;
        return string.Concat(kept.Select(character => char.IsControl(character) ? ' ' : character));
    }
}
