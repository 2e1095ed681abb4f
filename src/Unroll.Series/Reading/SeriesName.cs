namespace Unroll.Series.Reading;

/// <summary>The name of a series that several columns or fields identify together: <c>berlin/3</c>.</summary>
internal static class SeriesName
{
    private const char Separator = '/';

    /// <summary>The name; a single value stands as it is.</summary>
    /// <param name="values">The values of the columns, in their order.</param>
    public static string Of(IReadOnlyList<string> values) => values.Count == 1 ? values[0] : string.Join(Separator, values.Select(Escaped));

    /// <summary>Of several columns, a value's own slashes get a backslash before them, so that no two series have the same name.</summary>
    /// <param name="value">The value.</param>
    public static string Escaped(string value) =>
        value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("/", "\\/", StringComparison.Ordinal);
}
