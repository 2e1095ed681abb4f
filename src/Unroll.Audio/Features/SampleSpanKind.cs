using System.Text.Json.Nodes;
using Unroll.Catalogue;
using Unroll.Series.Preparing;

namespace Unroll.Audio.Features;

/// <summary>Lengths of sound: <c>25ms</c>, or a number of samples.</summary>
internal sealed class SampleSpanKind : ValueKind<SampleSpan>
{
    public static SampleSpanKind Instance { get; } = new();

    public override string Description => "span of time or number of samples";

    public override SampleSpan Read(ConfigurationNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        string text = node.Text();
        return text.Length > 0 && text.All(char.IsAsciiDigit) ? SampleSpan.OfSamples(node.Integer(1))
            : text.Length > 0 && char.IsAsciiDigit(text[0]) ? SampleSpan.Of(SeriesKind.Span.Read(node))
            : throw node.Expected("a span of time such as 25ms, or a number of samples");
    }

    public override JsonNode? Write(SampleSpan value) =>
        value.Samples > 0 ? JsonValue.Create(value.Samples) : SeriesKind.Span.Write(value.Duration);

    public override JsonNode Schema(SchemaDefinitions definitions) => new JsonObject
    {
        ["anyOf"] = new JsonArray(
            new JsonObject { ["type"] = "integer", ["minimum"] = 1 }, SeriesKind.Span.Schema(definitions)),
    };
}
