using System.Text.Json.Serialization;
using Unroll.Formats;

namespace Unroll.Cli.Display;

/// <summary>The documents of the command, as JSON by generated code: keys in snake case, null for what is not finite.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, Converters = [typeof(FiniteNumberConverter)])]
[JsonSerializable(typeof(InspectionDocument))]
[JsonSerializable(typeof(WindowsDocument))]
internal sealed partial class DisplayJson : JsonSerializerContext;
