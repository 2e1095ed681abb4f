using System.Globalization;
using System.Text.Json.Nodes;
using Unroll.Catalogue;

namespace Unroll.Training;

/// <summary>Numbers and epochs as a checkpoint holds them: a number of double precision as a text that gives back every bit.</summary>
internal static class CheckpointJson
{
    public static string Write(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>Reads a number.</summary>
    /// <exception cref="ConfigurationException">It is no number in a text.</exception>
    public static double ReadNumber(ConfigurationNode node) =>
        !node.IsPlain && double.TryParse(node.Scalar, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            ? number
            : throw node.Expected("a number in quotation marks");

    /// <summary>Reads a span of time in seconds.</summary>
    /// <exception cref="ConfigurationException">It is none.</exception>
    public static TimeSpan ReadSeconds(ConfigurationNode node)
    {
        double seconds = ReadNumber(node);
        return seconds >= 0 && seconds < TimeSpan.MaxValue.TotalSeconds ? TimeSpan.FromSeconds(seconds)
            : throw node.Expected("a span of time in seconds");
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

    public static IEnumerable<KeyValuePair<string, double>> ReadNumbers(ConfigurationNode node) =>
        node.Fields().Select(number => KeyValuePair.Create(number.Key, ReadNumber(number.Value)));

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

    public static EpochRecord ReadEpoch(ConfigurationNode node) => new(
        node.Required("epoch").Integer(),
        ReadNumber(node.Required("loss")),
        node.Optional("val_loss") is { } validation ? ReadNumber(validation) : null,
        ReadNumber(node.Required("learning_rate")),
        ReadSeconds(node.Required("seconds")),
        ReadNumbers(node.Required("metrics")).ToDictionary())
    {
        WaitingTime = ReadSeconds(node.Required("waiting_seconds")),
    };
}
