using System.Globalization;
using Unroll.Formats;

namespace Unroll.Series.Reading;

/// <summary>The detection of a header and the names of columns.</summary>
internal static class CsvHeader
{
    private const int FewestRows = 10;
    private const int FewestRepeats = 3;

    /// <summary>The name of a first column without one.</summary>
    public const string Index = "index";

    /// <summary>Whether the first line has names: not where it is numbers and dates like those below.</summary>
    public static bool Exists(IReadOnlyList<string[]> rows, MissingMarkers missing)
    {
        string[] first = rows[0];
        bool hasValue = false;
        bool hasText = false;
        for (int i = 0; i < first.Length; i++)
        {
            bool isStamp = StampParser.IsStamp(first[i]);
            if (isStamp && rows.Count > 1 && i < rows[1].Length && StampParser.IsStamp(rows[1][i]))
            {
                return false;
            }

            bool isValue = isStamp || NumberParser.LooksLikeNumber(first[i]);
            hasValue |= isValue;
            hasText |= !isValue && !missing.Contains(first[i]);
        }

        return !hasValue || (hasText && !IsRow(rows, missing)) || IsCounted(first);
    }

    /// <summary>Whether the first line is a row: a text of it stands again and again in its column, where names never do.</summary>
    private static bool IsRow(IReadOnlyList<string[]> rows, MissingMarkers missing)
    {
        string[] first = rows[0];
        return rows.Count > FewestRows && !rows.Skip(1).Any(row => row.AsSpan().SequenceEqual(first))
            && Enumerable.Range(0, first.Length).Any(column => first[column].Length > 0 && !missing.Contains(first[column])
                && !NumberParser.LooksLikeNumber(first[column]) && !StampParser.IsStamp(first[column])
                && rows.Skip(1).Count(row => column < row.Length && row[column] == first[column]) >= FewestRepeats);
    }

    /// <summary>
    /// The names of the columns, the same number as <paramref name="header"/> has cells. Where several have one name, each has its place
    /// behind it, <c>load (3)</c>, so that it can be named.
    /// </summary>
    public static string[] Names(string[] header, bool hasHeader)
    {
        string[] names = [.. header.Select(
            (name, i) =>
                hasHeader && name.Length > 0 ? CsvCellParser.Parse(name) : hasHeader && i == 0 ? Index
                    : string.Create(CultureInfo.InvariantCulture, $"column-{i + 1}"))];
        HashSet<string> twice = [.. names.CountBy(name => name).Where(pair => pair.Value > 1).Select(pair => pair.Key)];
        return twice.Count == 0 ? names
            : [.. names.Select(
                (name, i) => twice.Contains(name) ? string.Create(CultureInfo.InvariantCulture, $"{name} ({i + 1})") : name)];
    }

    /// <summary>An unnamed column, then 0, 1, 2: the names that a table without names of its own gets when it is written.</summary>
    private static bool IsCounted(string[] first)
    {
        for (int i = 1; i < first.Length; i++)
        {
            if (first[i] != (i - 1).ToString(CultureInfo.InvariantCulture))
            {
                return false;
            }
        }

        return first.Length > 1 && first[0].Length == 0;
    }
}
