using System.Buffers;
using System.Globalization;

namespace Unroll.Formats;

/// <summary>
/// The formatter of texts as cells of a CSV file, safe to open in a spreadsheet: what that would run as a formula gets an apostrophe before
/// it, by which spreadsheets know texts, and which <see cref="CsvCellParser"/> takes away.
/// </summary>
public static class CsvCellFormatter
{
    internal const char Mark = '\'';

    /// <summary>First characters that make a formula of a text, also in their full width.</summary>
    private static readonly SearchValues<char> _formula = SearchValues.Create("=+-@\t\r\n＝＋－＠");

    private static readonly SearchValues<char> _quoted = SearchValues.Create(",\"\r\n\t");

    /// <summary>The cell of a text: in quotes where it has to be.</summary>
    /// <param name="text">The text.</param>
    public static string Format(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string safe = IsMarked(text) && !IsNumber(text) ? Mark + text : text;
        return safe.AsSpan().ContainsAny(_quoted) ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }

    /// <summary>Whether a text begins as a formula does, after apostrophes of its own.</summary>
    internal static bool IsMarked(ReadOnlySpan<char> text) => text.TrimStart(Mark) is [var first, ..] && _formula.Contains(first);

    private static bool IsNumber(ReadOnlySpan<char> text) => text is ['+' or '-', >= '0' and <= '9' or '.', ..]
        && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _);
}
