using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Unroll.Tasks.Runs.Documents;

/// <summary>The forecast of a target of a series.</summary>
/// <param name="Series">Id of the series; null where there is one series with one target.</param>
/// <param name="Target">The target; null where there is one series with one target.</param>
/// <param name="KnownTo">Stamp of the last known value.</param>
/// <param name="Horizon">Number of steps.</param>
/// <param name="Forecast">The steps: <c>step</c>, <c>time</c>, <c>value</c>, and each quantile by its name.</param>
internal sealed record ForecastDocument(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Series,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Target,
    string KnownTo,
    int Horizon,
    IEnumerable<JsonObject> Forecast);
