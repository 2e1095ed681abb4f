using System.Globalization;

namespace Unroll;

/// <summary>Counts with their nouns, as people read them.</summary>
public static class CountFormatter
{
    /// <summary>A count and its noun: <c>365 windows</c>, <c>1 window</c>, <c>1 series</c>, <c>1,024 classes</c>.</summary>
    /// <param name="count">How many there are.</param>
    /// <param name="plural">The noun in the plural, perhaps with words before it.</param>
    /// <returns>The text in the invariant culture, with thousands separated; the noun is singular where the count is 1.</returns>
    public static string Format(long count, string plural)
    {
        ArgumentNullException.ThrowIfNull(plural);
        return $"{count.ToString("N0", CultureInfo.InvariantCulture)} {(count == 1 ? Singular(plural) : plural)}";
    }

    private static string Singular(string plural) =>
        EndsWith(plural, "series") ? plural
        : EndsWith(plural, "ies") ? plural[..^3] + "y"
        : EndsWith(plural, "sses") || EndsWith(plural, "xes") || EndsWith(plural, "ches") ? plural[..^2]
        : EndsWith(plural, "s") ? plural[..^1]
        : plural;

    private static bool EndsWith(string text, string end) => text.EndsWith(end, StringComparison.Ordinal);
}
