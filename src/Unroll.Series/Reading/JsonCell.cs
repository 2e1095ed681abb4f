using System.Runtime.InteropServices;
using System.Text.Json;

namespace Unroll.Series.Reading;

/// <summary>Reads single values of JSON lines.</summary>
internal static class JsonCell
{
    private const string ExpectedNumber = "a number such as 1380.52 (or null where it is missing)";

    /// <summary>A value of a column.</summary>
    /// <param name="lines">The lines.</param>
    /// <param name="cell">The value.</param>
    /// <param name="field">Its field, for messages.</param>
    /// <param name="column">Its column, which may hold categories.</param>
    /// <exception cref="InputException">It is neither a number nor a text, or too large.</exception>
    public static double Read(JsonLines lines, JsonElement cell, string field, CollectedColumn column) => cell.ValueKind switch
    {
        JsonValueKind.Null => double.NaN,
        JsonValueKind.True or JsonValueKind.False => column.TryParse(cell.ValueKind == JsonValueKind.True
            ? "1"u8 : "0"u8, out double value) ? value : double.NaN,
        JsonValueKind.Number => column.TryParse(JsonMarshal.GetRawUtf8Value(cell), out double value)
            ? value
            : throw lines.Bad(cell, field, "a number within the range of 32-bit floats, up to 3.4e38"),
        JsonValueKind.String when column.TryParse(cell.GetString()!, out double value) => value,
        _ => throw lines.Bad(cell, field, ExpectedNumber),
    };

    /// <summary>A number that is no part of a column.</summary>
    public static double ReadNumber(JsonLines lines, JsonElement cell, string field)
    {
        CollectedColumn column = new(field, 0);
        double value = Read(lines, cell, field, column);
        return column.Texts is null ? value : throw lines.Bad(cell, field, ExpectedNumber);
    }

    /// <summary>A text, number or truth value as text; null for anything else.</summary>
    public static string? TextOf(JsonElement cell) => cell.ValueKind switch
    {
        JsonValueKind.String => cell.GetString(),
        JsonValueKind.Number => cell.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => null,
    };
}
