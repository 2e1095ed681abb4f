using System.Text.Json;

namespace Unroll.Series.Reading;

/// <summary>The labels of a JSON list, <c>["sport", "money"]</c>.</summary>
internal static class JsonLabels
{
    /// <summary>The labels.</summary>
    /// <param name="list">The list.</param>
    /// <param name="field">Its field, for messages.</param>
    /// <param name="error">Makes an error of its place.</param>
    /// <exception cref="InputException">An item is neither a text nor a number.</exception>
    public static string[] Read(JsonElement list, string field, Func<string, InputException> error) =>
        [.. list.EnumerateArray().Select(item => item.ValueKind switch
        {
            JsonValueKind.String => item.GetString()!,
            JsonValueKind.Number => item.GetRawText(),
            _ => throw error($"{field} is a list of {item.ValueKind}: give texts or numbers in it."),
        })];

    /// <summary>The labels as a class column has them: apart by the separator, or the only one where there is no separator.</summary>
    /// <param name="labels">The labels.</param>
    /// <param name="separator">What stands between labels; null where there is one class.</param>
    /// <param name="field">Their field, for messages.</param>
    /// <param name="error">Makes an error of its place.</param>
    /// <exception cref="InputException">There is not one class, or a label has the separator in it.</exception>
    public static string Join(IReadOnlyList<string> labels, string? separator, string field, Func<string, InputException> error)
    {
        if (separator is null)
        {
            return labels.Count == 1 ? labels[0] : throw error(
                $"{field} is a list of {CountFormatter.Format(labels.Count, "labels")}, but one class was expected. For several labels at "
                + "once, or none, give what stands between them in predictions (recipe: data.class-separator: \";\").");
        }

        return labels.FirstOrDefault(label => label.Contains(separator, StringComparison.Ordinal)) is { } odd
            ? throw error(
                $"the label '{MessageFormatter.Of(odd)}' of {field} has '{separator}' in it, which stands between labels: choose another "
                + "separator (recipe: data.class-separator).")
            : string.Join(separator, labels);
    }
}
