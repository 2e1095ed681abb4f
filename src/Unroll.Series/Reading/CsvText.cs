namespace Unroll.Series.Reading;

/// <summary>Texts of a file as messages show them: one line, not endless.</summary>
internal static class CsvText
{
    private const int LongestText = 60;

    private const int MostNames = 30;

    /// <summary>A cell or a name in one line, cut where it is long.</summary>
    public static string Shown(string text)
    {
        string cut = text.Length > LongestText ? string.Concat(text.AsSpan(0, LongestText), "…") : text;
        return string.Create(cut.Length, cut, static (characters, source) =>
        {
            for (int i = 0; i < characters.Length; i++)
            {
                // Line and paragraph separators break a line on a screen as control characters do.
                characters[i] = char.IsControl(source[i]) || source[i] is '\u2028' or '\u2029' ? '\uFFFD' : source[i];
            }
        });
    }

    /// <summary>Names in a row, the first ones where there are many.</summary>
    public static string List(IReadOnlyList<string> names) =>
        string.Join(", ", names.Take(MostNames).Select(Shown)) + (names.Count > MostNames ? $" and {names.Count - MostNames} more" : "");
}
