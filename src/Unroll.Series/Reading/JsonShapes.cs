using System.Text.Json;

namespace Unroll.Series.Reading;

/// <summary>
/// Sees to it that a field is the same on every line: an object where there was a number makes other columns, and the number's column would be
/// missing from there on without a word.
/// </summary>
internal sealed class JsonShapes
{
    private readonly Dictionary<string, JsonShape> _shapes = new(StringComparer.Ordinal);

    /// <summary>Compares a value with what its field was on the lines before.</summary>
    /// <param name="lines">The lines.</param>
    /// <param name="reader">At the value.</param>
    /// <param name="name">Its field.</param>
    /// <exception cref="InputException">It was something else.</exception>
    public void Check(JsonLineScanner lines, ref Utf8JsonReader reader, string name)
    {
        JsonShape known = _shapes.GetValueOrDefault(name);
        JsonShape shape = Checked(lines, ref reader, name, known);
        if (shape != known)
        {
            _shapes[name] = shape;
        }
    }

    /// <summary>What a field is after one more value.</summary>
    /// <param name="lines">The lines.</param>
    /// <param name="reader">At the value.</param>
    /// <param name="name">Its field.</param>
    /// <param name="known">What it was before.</param>
    /// <exception cref="InputException">It was something else.</exception>
    public static JsonShape Checked(JsonLineScanner lines, ref Utf8JsonReader reader, string name, JsonShape known)
    {
        JsonShape own = Of(lines, ref reader);
        return own == JsonShape.Unknown || own == known ? known
            : known == JsonShape.Unknown ? own
            : throw lines.Bad(ref reader, name, $"{NameOf(known)} as on the lines before (or null where it is missing): a field is the same on every line");
    }

    private static JsonShape Of(JsonLineScanner lines, ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                return JsonShape.Unknown;
            case JsonTokenType.StartObject:
                return JsonShape.Object;
            case JsonTokenType.StartArray:
                Utf8JsonReader first = reader;
                _ = lines.Advance(ref first);
                return first.TokenType switch
                {
                    JsonTokenType.EndArray => JsonShape.Unknown,
                    JsonTokenType.StartArray => JsonShape.Arrays,
                    _ => JsonShape.Array,
                };
            default:
                return JsonShape.Single;
        }
    }

    private static string NameOf(JsonShape shape) => shape switch
    {
        JsonShape.Single => "a single value",
        JsonShape.Array => "an array of values",
        JsonShape.Arrays => "an array of arrays",
        _ => "an object",
    };
}
