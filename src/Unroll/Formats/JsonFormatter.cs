using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace Unroll.Formats;

/// <summary>
/// The format of JSON documents that people read, too: indented, with letters of any script as they are and <c>\n</c> on every system.
/// </summary>
public static class JsonFormatter
{
    private static readonly JsonWriterOptions _options = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Formats a value.</summary>
    /// <param name="value">The value.</param>
    /// <param name="type">Its metadata, from a context of generated ones.</param>
    /// <returns>The document, without a line break at its end.</returns>
    public static string Format<T>(T value, JsonTypeInfo<T> type) => Format(json => JsonSerializer.Serialize(json, value, type));

    /// <summary>Formats a document that is there as nodes.</summary>
    /// <param name="node">The document.</param>
    /// <returns>The document, without a line break at its end.</returns>
    public static string Format(JsonNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        return Format(json => node.WriteTo(json));
    }

    /// <summary>Formats a document that is written piece by piece, as those are that would be large in memory.</summary>
    /// <param name="write">Writes one value.</param>
    /// <returns>The document, without a line break at its end.</returns>
    public static string Format(Action<Utf8JsonWriter> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream, _options))
        {
            write(json);
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    /// <summary>Writes a document to a stream, piece by piece, so that its text need not fit into memory.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="document">The document.</param>
    public static void Write(Stream stream, JsonNode document)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(document);
        using Utf8JsonWriter json = new(stream, _options);
        Write(json, document);
    }

    private static void Write(Utf8JsonWriter json, JsonNode? node)
    {
        const int piece = 1 << 18;
        switch (node)
        {
            case JsonObject fields:
                json.WriteStartObject();
                foreach ((string name, JsonNode? value) in fields)
                {
                    json.WritePropertyName(name);
                    Write(json, value);
                }

                json.WriteEndObject();
                break;
            case JsonArray items:
                json.WriteStartArray();
                foreach (JsonNode? item in items)
                {
                    Write(json, item);
                }

                json.WriteEndArray();
                break;
            case null:
                json.WriteNullValue();
                break;
            default:
                node.WriteTo(json);
                break;
        }

        if (json.BytesPending >= piece)
        {
            json.Flush();
        }
    }

    /// <summary>Merges objects: their fields one after the other, each copied.</summary>
    /// <param name="parts">The objects; of fields of the same name the last counts.</param>
    public static JsonObject Merge(params IEnumerable<JsonObject> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        JsonObject all = [];
        foreach ((string name, JsonNode? value) in parts.SelectMany(part => part))
        {
            all[name] = value?.DeepClone();
        }

        return all;
    }
}
