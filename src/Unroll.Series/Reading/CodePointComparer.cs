using System.Text;

namespace Unroll.Series.Reading;

/// <summary>
/// Orders texts by their code points: an ordinal comparison of UTF-16 puts those beyond U+FFFF before some of the others.
/// </summary>
internal sealed class CodePointComparer : IComparer<string>
{
    /// <summary>The only one.</summary>
    public static readonly CodePointComparer Instance = new();

    /// <inheritdoc/>
    public int Compare(string? x, string? y)
    {
        StringRuneEnumerator left = (x ?? "").EnumerateRunes();
        StringRuneEnumerator right = (y ?? "").EnumerateRunes();
        while (true)
        {
            bool hasLeft = left.MoveNext();
            bool hasRight = right.MoveNext();
            if (!hasLeft || !hasRight)
            {
                return hasLeft.CompareTo(hasRight);
            }

            int order = left.Current.CompareTo(right.Current);
            if (order != 0)
            {
                return order;
            }
        }
    }
}
