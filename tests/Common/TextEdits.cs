namespace Unroll.Tests.Common;

/// <summary>Edits of texts that fail where there is nothing to edit, so that a test cannot pass on an unchanged text.</summary>
internal static class TextEdits
{
    /// <summary>Replaces a text everywhere.</summary>
    /// <exception cref="ArgumentException">The old text does not occur.</exception>
    public static string Edit(this string text, string old, string replacement)
    {
        if (!text.Contains(old, StringComparison.Ordinal))
        {
            throw new ArgumentException($"'{old}' does not occur in:\n{text}");
        }

        return text.Replace(old, replacement, StringComparison.Ordinal);
    }
}
