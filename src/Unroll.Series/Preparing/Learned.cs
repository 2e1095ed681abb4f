using System.Text.Json.Nodes;
using Unroll.Series.Frames;

namespace Unroll.Series.Preparing;

/// <summary>The fitted parameters of a step: one for all series, or one for each.</summary>
internal sealed class Learned<T>
    where T : class
{
    private readonly T? _all;
    private readonly Dictionary<string, T>? _series;

    private Learned(T? all, Dictionary<string, T>? series)
    {
        _all = all;
        _series = series;
    }

    /// <summary>Fits once on all series, or on each apart.</summary>
    public static Learned<T> Fit(SeriesSet training, bool perSeries, Func<IReadOnlyList<SeriesItem>, T> fit) => perSeries
        ? new(null, training.Items.ToDictionary(item => item.Id, item => fit([item]), StringComparer.Ordinal))
        : new(fit(training.Items), null);

    public static Learned<T> FromJson(JsonNode json, Func<JsonNode, T> read) => json.AsObject() switch
    {
        var members when members["series"] is JsonObject series =>
            new(null, series.ToDictionary(entry => entry.Key, entry => read(entry.Value!), StringComparer.Ordinal)),
        var members => new(read(members.Need("all")), null),
    };

    /// <summary>The parameters of a series.</summary>
    /// <exception cref="InputException">Each series was fitted apart, and this one was not among them.</exception>
    public T For(string id, string step)
    {
        if (_series is null)
        {
            return _all!;
        }

        return _series.TryGetValue(id, out T? value)
            ? value
            : throw new InputException(
                $"Step '{step}' learned of each of {_series.Count} series apart, and series '{id}' was not among them: train with it, or " +
                "let the step learn over all series.");
    }

    public JsonObject ToJson(Func<T, JsonNode> write) => _series is null
        ? new JsonObject { ["all"] = write(_all!) }
        : new JsonObject
        {
            ["series"] = new JsonObject(_series.Select(entry => KeyValuePair.Create(entry.Key, (JsonNode?)write(entry.Value)))),
        };
}
