using System.Text.Json.Nodes;
using Unroll.Series.Frames;

namespace Unroll.Series.Preparing;

/// <summary>The fitted parameters of each column: one set for all series, or one for each.</summary>
internal sealed class Learned<T>
    where T : IColumnParameters<T>
{
    private const string Key = "learned";

    private readonly T[] _all;
    private readonly Dictionary<string, T[]>? _series;

    private Learned(T[] all, Dictionary<string, T[]>? series) => (_all, _series) = (all, series);

    /// <summary>Fits each column, on all series or on each apart.</summary>
    /// <param name="training">The training part.</param>
    /// <param name="columns">The columns.</param>
    /// <param name="perSeries">Whether each series is fitted apart.</param>
    /// <param name="fit">
    /// Fits a column of series; null where it has no value. A series without one gets the parameters of all, for the day that it has one.
    /// </param>
    /// <param name="cannot">What cannot be done with a column without any value, for messages: "Step 'scale' cannot scale".</param>
    /// <param name="advice">What to do about it.</param>
    /// <exception cref="InputException">A column has no value.</exception>
    public static Learned<T> Fit(SeriesSet training, string[] columns, bool perSeries, Func<IReadOnlyList<SeriesItem>, string, T?> fit,
        string cannot = "", string advice = "leave the column out")
    {
        Lazy<T>[] all = [.. columns.Select(column => new Lazy<T>(() => fit(training.Items, column) ?? throw new InputException(
            $"{cannot} column '{column}', which has no value in the training part: {advice}.")))];
        return perSeries
            ? new([], training.Items.ToDictionary(
                item => item.Id, item => columns.Select((column, i) => fit([item], column) ?? all[i].Value).ToArray(),
                StringComparer.Ordinal))
            : new([.. all.Select(parameters => parameters.Value)], null);
    }

    public static Learned<T> FromJson(JsonObject json)
    {
        JsonObject learned = json.Need(Key).AsObject();
        return learned["series"] is JsonObject series
            ? new([], series.ToDictionary(entry => entry.Key, entry => Read(entry.Value!), StringComparer.Ordinal))
            : new(Read(learned.Need("all")), null);
    }

    /// <summary>The parameters of a series, for each column.</summary>
    /// <exception cref="InputException">Each series was fitted apart, and this one was not among them.</exception>
    public T[] For(string id, string step) => _series is null ? _all
        : _series.TryGetValue(id, out T[]? parameters) ? parameters
        : throw new InputException(
            $"Step '{step}' learned of each of {_series.Count} series apart, and series '{id}' was not among them: train with it, or " +
            "let the step learn over all series.");

    public void Write(JsonObject json) => json[Key] = _series is null
        ? new JsonObject { ["all"] = Write(_all) }
        : new JsonObject
        {
            ["series"] = new JsonObject(_series.Select(entry => KeyValuePair.Create(entry.Key, (JsonNode?)Write(entry.Value)))),
        };

    private static T[] Read(JsonNode json) => [.. json.AsArray().Select(column => T.FromNumbers(StepJson.ReadNumbers(column!)))];

    private static JsonArray Write(T[] parameters) => new([.. parameters.Select(column => (JsonNode)StepJson.Numbers(column.ToNumbers()))]);
}
