using System.Text;
using System.Text.Json;

namespace Unroll.Series.Reading;

/// <summary>Reads single values of JSON lines.</summary>
internal static class JsonCell
{
    private const string ExpectedNumber = "a number such as 1380.52 (or null where it is missing)";

    /// <summary>A value of a column.</summary>
    /// <param name="lines">The lines.</param>
    /// <param name="reader">At the value.</param>
    /// <param name="field">Its field, for messages.</param>
    /// <param name="column">Its column, which may hold categories.</param>
    /// <exception cref="InputException">It is neither a number nor a text, or too large.</exception>
    public static double Read(JsonLineScanner lines, ref Utf8JsonReader reader, string field, CollectedColumn column)
    {
        double value;
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                return double.NaN;
            case JsonTokenType.True or JsonTokenType.False:
                return column.TryParse(reader.TokenType == JsonTokenType.True ? "1"u8 : "0"u8, out value) ? value : double.NaN;
            case JsonTokenType.Number when column.TryParse(reader.ValueSpan, out value):
                return value;
            case JsonTokenType.Number:
                throw lines.Bad(ref reader, field, "a number that single precision holds, up to 3.4e38");
            case JsonTokenType.String when column.TryParse(lines.GetString(ref reader), out value):
                return value;
            default:
                throw lines.Bad(ref reader, field, ExpectedNumber);
        }
    }

    /// <summary>A number that is no part of a column.</summary>
    public static double ReadNumber(JsonLineScanner lines, ref Utf8JsonReader reader, string field)
    {
        CollectedColumn column = new(field, 0);
        double value = Read(lines, ref reader, field, column);
        return column.Texts is null ? value : throw lines.Bad(ref reader, field, ExpectedNumber);
    }

    /// <summary>A text, number or truth value as text; null for anything else.</summary>
    public static string? TextOf(JsonLineScanner lines, ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.String => lines.GetString(ref reader),
        JsonTokenType.Number => Encoding.UTF8.GetString(reader.ValueSpan),
        JsonTokenType.True => "true",
        JsonTokenType.False => "false",
        _ => null,
    };
}
