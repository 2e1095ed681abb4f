using System.Globalization;
using System.Text.Json.Nodes;
using Unroll.Layers;

namespace Unroll.Training;

/// <summary>Numbers and epochs as a checkpoint holds them: a number of double precision as a text that gives back every bit.</summary>
internal static class CheckpointJson
{
    public static string Write(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    public static double ReadNumber(JsonSource json, string key) => Parse(json.Text(key));

    public static double ReadNumber(JsonNode? node) => Parse(node!.GetValue<string>());

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
        json.Select(number => KeyValuePair.Create(number.Key, ReadNumber(number.Value)));

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
            TimeSpan.FromSeconds(ReadNumber(json, "seconds")),
            ReadNumbers(json.Object("metrics").Json).ToDictionary())
        {
            WaitingTime = TimeSpan.FromSeconds(json.Has("waiting_seconds") ? ReadNumber(json, "waiting_seconds") : 0),
        };
    }

    private static double Parse(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
