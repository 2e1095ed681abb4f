using System.Text.Json;
using System.Text.Json.Serialization;
using Unroll.Formats;

namespace Unroll.Reports.Renderers;

/// <summary>
/// The numbers that charts are drawn from, as JSON by generated code. The default encoder escapes <c>&lt;</c>, <c>&gt;</c> and
/// <c>&amp;</c>, so that no name in it can end the element that holds it. A number that is not finite becomes null.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    Converters = [typeof(FiniteNumberConverter), typeof(PlottedNumbersConverter)])]
[JsonSerializable(typeof(ForecastData))]
[JsonSerializable(typeof(SeriesData))]
internal sealed partial class ReportJson : JsonSerializerContext;

/// <summary>
/// Numbers of a line. A 32-bit number's digits are half as long, and where the values differ by much no eye sees the rest.
/// </summary>
internal sealed class PlottedNumbersConverter : JsonConverter<IReadOnlyList<double>>
{
    /// <inheritdoc/>
    public override IReadOnlyList<double>? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("The numbers of a chart are only written.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, IReadOnlyList<double> value, JsonSerializerOptions options)
    {
        double[] finite = [.. value.Where(double.IsFinite)];
        double unseen = finite.Length == 0 ? 0 : 1e-5 * (finite.Max() - finite.Min());
        writer.WriteStartArray();
        foreach (double number in value)
        {
            if (Math.Abs((float)number - number) <= unseen)
            {
                writer.WriteNumberValue((float)number);
            }
            else
            {
                JsonSerializer.Serialize(writer, number, ReportJson.Default.Double);
            }
        }

        writer.WriteEndArray();
    }
}
