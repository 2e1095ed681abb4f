using System.Globalization;

namespace Unroll;

/// <summary>Counts with their nouns, as people read them.</summary>
public static class CountFormatter
{
    private static readonly string[] _behind = [" (", " of ", " in ", " with ", " without ", " for ", " from ", " at "];

    /// <summary>A count and its noun: <c>365 windows</c>, <c>1 window</c>, <c>1 series</c>, <c>1,024 classes</c>.</summary>
    /// <param name="count">How many there are.</param>
    /// <param name="plural">The noun in the plural, perhaps with words before it, or behind it from a preposition or a bracket on.</param>
    /// <param name="singular">The same in the singular; needed where it is not the plural without its ending: <c>leaf</c>.</param>
    /// <returns>The text in the invariant culture, with thousands separated; the noun is singular where the count is 1.</returns>
    public static string Format(long count, string plural, string? singular = null)
    {
        ArgumentNullException.ThrowIfNull(plural);
        return $"{count.ToString("N0", CultureInfo.InvariantCulture)} {(count == 1 ? singular ?? Singular(plural) : plural)}";
    }

    private static string Singular(string plural)
    {
        foreach (string behind in _behind)
        {
            if (plural.IndexOf(behind, StringComparison.Ordinal) is var at and > 0)
            {
                return Singular(plural[..at]) + plural[at..];
            }
        }

        return EndsWith(plural, "series") ? plural
            : EndsWith(plural, "ies") ? plural[..^3] + "y"
            : EndsWith(plural, "sses") || EndsWith(plural, "xes") || EndsWith(plural, "ches") || EndsWith(plural, "shes") ? plural[..^2]
            : EndsWith(plural, "s") ? plural[..^1]
            : plural;
    }

    private static bool EndsWith(string text, string end) => text.EndsWith(end, StringComparison.Ordinal);
}
