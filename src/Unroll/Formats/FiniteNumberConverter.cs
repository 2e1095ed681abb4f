using System.Text.Json;
using System.Text.Json.Serialization;

namespace Unroll.Formats;

/// <summary>Numbers of JSON documents: null where one is not finite, which JSON has no number for.</summary>
public sealed class FiniteNumberConverter : JsonConverter<double>
{
    /// <summary>Whether null is read by the converter: as NaN.</summary>
    public override bool HandleNull => true;

    /// <summary>Reads a number; null as NaN.</summary>
    /// <param name="reader">At the number.</param>
    /// <param name="typeToConvert">The type of the number.</param>
    /// <param name="options">The options of the document.</param>
    /// <exception cref="InvalidOperationException">It is no number.</exception>
    public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Null ? double.NaN : reader.GetDouble();

    /// <summary>Writes a number; one that is not finite as null.</summary>
    /// <param name="writer">The document.</param>
    /// <param name="value">The number.</param>
    /// <param name="options">The options of the document.</param>
    public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (double.IsFinite(value))
        {
            writer.WriteNumberValue(value);
        }
        else
        {
            writer.WriteNullValue();
        }
    }
}
