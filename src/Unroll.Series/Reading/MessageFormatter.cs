using System.Globalization;
using Unroll.Catalogue;

namespace Unroll.Series.Reading;

/// <summary>Foreign text in messages, which stay on one line whatever a file holds.</summary>
internal static class MessageFormatter
{
    private const int LongestText = 60;

    /// <summary>A text without control characters, cut where it is long.</summary>
    /// <param name="text">The text.</param>
    /// <param name="longest">Characters that are kept.</param>
    public static string Of(ReadOnlySpan<char> text, int longest = LongestText)
    {
        bool isCut = text.Length > longest;
        string kept = isCut ? string.Concat(text[..longest], "…") : text.ToString();
        return string.Create(kept.Length, kept, static (shown, kept) =>
        {
            for (int i = 0; i < shown.Length; i++)
            {
                char character = kept[i];
                bool isShown = char.GetUnicodeCategory(character)
                    is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
                    or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
                shown[i] = isShown ? character : character is '\t' or '\n' or '\r' ? ' ' : '\uFFFD';
            }
        });
    }

    /// <summary>Columns as messages name them: <c>the column 'shop'</c>, <c>the columns 'shop' and 'item'</c>.</summary>
    /// <param name="names">Their names.</param>
    public static string Columns(IReadOnlyCollection<string> names) =>
        $"the column{(names.Count > 1 ? "s" : "")} {string.Join(" and ", names.Select(name => $"'{Of(name)}'"))}";

    /// <summary>The question whether another name is meant; empty where none is near.</summary>
    /// <param name="name">The name that is not known.</param>
    /// <param name="known">The names that are.</param>
    public static string DidYouMean(string name, IEnumerable<string> known) =>
        Of(Suggestion.Question(name, known), 2 * LongestText);

    /// <summary>Names for a message that lists what there is; only the first of very many.</summary>
    /// <param name="names">The names.</param>
    public static string List(IReadOnlyCollection<string> names)
    {
        const int most = 30;
        string shown = string.Join(", ", names.Take(most).Select(name => Of(name)));
        return names.Count > most ? string.Create(CultureInfo.InvariantCulture, $"{shown}, … ({names.Count} in all)") : shown;
    }
}
