using System.Globalization;
using System.Text.Json.Nodes;
using Unroll.Layers;

namespace Unroll.Training;

/// <summary>Numbers and epochs as a checkpoint holds them: a number of double precision as a text that gives back every bit.</summary>
internal static class CheckpointJson
{
    public static string Write(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    public static double ReadNumber(JsonSource json, string key) => ReadNumber(json.Json[key], key);

    /// <summary>Reads a number.</summary>
    /// <param name="node">What was written.</param>
    /// <param name="name">What it is, for the error.</param>
    /// <exception cref="InputException">It is no number in a text.</exception>
    public static double ReadNumber(JsonNode? node, string name) =>
        node is JsonValue value && value.TryGetValue(out string? text) && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            ? number
            : throw new InputException($"its '{name}' is {node?.ToJsonString() ?? "nothing"}, where a number in quotation marks is expected.");

    /// <summary>Reads a span of time in seconds.</summary>
    /// <exception cref="InputException">It is none.</exception>
    public static TimeSpan ReadSeconds(JsonSource json, string key)
    {
        double seconds = ReadNumber(json, key);
        return seconds >= 0 && seconds < TimeSpan.MaxValue.TotalSeconds
            ? TimeSpan.FromSeconds(seconds)
            : throw new InputException($"its '{key}' is {Write(seconds)}, where a span of time in seconds is expected.");
    }

    public static JsonObject Write(IEnumerable<KeyValuePair<string, double>> numbers)
    {
        JsonObject json = [];
        foreach ((string name, double value) in numbers)
        {
            json[name] = Write(value);
        }

        return json;
    }

    public static IEnumerable<KeyValuePair<string, double>> ReadNumbers(JsonObject json) =>
        json.Select(number => KeyValuePair.Create(number.Key, ReadNumber(number.Value, number.Key)));

    public static JsonObject Write(EpochRecord record) => new()
    {
        ["epoch"] = record.Epoch,
        ["loss"] = Write(record.Loss),
        ["val_loss"] = record.ValidationLoss is { } validation ? Write(validation) : null,
        ["learning_rate"] = Write(record.LearningRate),
        ["seconds"] = Write(record.Elapsed.TotalSeconds),
        ["waiting_seconds"] = Write(record.WaitingTime.TotalSeconds),
        ["metrics"] = Write(record.Metrics),
    };

    public static EpochRecord ReadEpoch(JsonNode? node)
    {
        var json = JsonSource.Of(node, "an epoch of its history");
        return new EpochRecord(
            json.Integer("epoch"),
            ReadNumber(json, "loss"),
            json.Has("val_loss") ? ReadNumber(json, "val_loss") : null,
            ReadNumber(json, "learning_rate"),
            ReadSeconds(json, "seconds"),
            ReadNumbers(json.Object("metrics").Json).ToDictionary())
        {
            WaitingTime = json.Has("waiting_seconds") ? ReadSeconds(json, "waiting_seconds") : TimeSpan.Zero,
        };
    }
}
