using System.Text.Json;
using System.Text.Json.Serialization;
using Unroll.Tasks.Learning;

namespace Unroll.Tasks.Runs.Documents;

/// <summary>Scores of documents: rounded, and null where one is not finite.</summary>
internal sealed class ScoreConverter : JsonConverter<double>
{
    /// <inheritdoc/>
    public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDouble();

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, Scores.Rounded(value), RunJson.Default.Double);
}
