using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Unroll.Formats;

namespace Unroll.Tasks.Runs.Documents;

/// <summary>The documents of runs, as JSON by generated code: keys in snake case, and null for a number that is not finite.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    Converters = [typeof(FiniteNumberConverter)],
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(TrainingDocument))]
[JsonSerializable(typeof(ForecastDetails))]
[JsonSerializable(typeof(ClassificationDetails))]
[JsonSerializable(typeof(MultiLabelDetails))]
[JsonSerializable(typeof(RegressionDetails))]
[JsonSerializable(typeof(LabelDetails))]
[JsonSerializable(typeof(IEnumerable<ForecastDocument>))]
[JsonSerializable(typeof(IEnumerable<Dictionary<string, object?>>))]
[JsonSerializable(typeof(JsonNode))]
[JsonSerializable(typeof(int))]
[JsonSerializable(typeof(bool))]
[JsonSerializable(typeof(double))]
[JsonSerializable(typeof(RunState))]
[JsonSerializable(typeof(SavedState))]
[JsonSerializable(typeof(SavedVersion))]
internal sealed partial class RunJson : JsonSerializerContext
{
    /// <summary>A document as an object whose fields can stand among others.</summary>
    public static JsonObject ToObject<T>(T document, JsonTypeInfo<T> type) =>
        JsonSerializer.SerializeToNode(document, type)!.AsObject();
}
