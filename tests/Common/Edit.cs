namespace Unroll.Tests.Common;

/// <summary>Edits of texts that fail where there is nothing to edit, so that a test cannot pass on an unchanged text.</summary>
internal static class Edit
{
    /// <summary>Replaces a text everywhere.</summary>
    /// <exception cref="ArgumentException">The old text does not occur, or is the new one.</exception>
    public static string Replace(string text, string old, string replacement)
    {
        if (!text.Contains(old, StringComparison.Ordinal) || old == replacement)
        {
            throw new ArgumentException($"'{old}' does not occur, or is its own replacement, in:\n{text}");
        }

        return text.Replace(old, replacement, StringComparison.Ordinal);
    }
}
