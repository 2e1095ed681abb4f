using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Unroll.Series.Preparing;
using Unroll.Tasks.Statics;

namespace Unroll.Tasks.Forecasting;

/// <summary>What a trained forecaster knows besides the network's weights, as the text that is saved in the model file.</summary>
/// <param name="Columns">The columns that the recipe needs.</param>
/// <param name="RowSteps">The fitted steps of the preparation that change rows.</param>
/// <param name="Steps">The fitted steps of the preparation that leave rows as they are.</param>
/// <param name="Inputs">Names of the numbers at each step of a window.</param>
/// <param name="Statics">Scaling of the static columns.</param>
/// <param name="Holidays">Holidays of the recipe's own list, or null.</param>
/// <param name="SeasonalPeriod">Rows of a season.</param>
/// <param name="MaseScales">Mean absolute error of the seasonal naive forecast on the training part, for each target.</param>
/// <param name="Networks">Networks that forecasts are the mean of.</param>
/// <param name="SeenUntil">Last moment of the training and validation parts.</param>
/// <param name="SeenOf">The same of each series that has a share in them, by id, where there are several series; else null.</param>
internal sealed record ForecasterState(
    IReadOnlyList<string> Columns,
    IReadOnlyList<FittedStep> RowSteps,
    IReadOnlyList<FittedStep> Steps,
    IReadOnlyList<string> Inputs,
    StaticScaling Statics,
    IReadOnlyList<Holiday>? Holidays,
    int SeasonalPeriod,
    IReadOnlyList<double> MaseScales,
    int Networks,
    DateTime SeenUntil,
    IReadOnlyDictionary<string, DateTime>? SeenOf)
{
    /// <summary>Where it lies in the model file's metadata.</summary>
    public const string MetadataKey = "unroll.forecaster";

    private const int Version = 4;

    public string ToJson()
    {
        JsonObject json = new()
        {
            ["version"] = Version,
            ["columns"] = new JsonArray([.. Columns.Select(name => (JsonNode)name)]),
            ["row_steps"] = new JsonArray([.. RowSteps.Select(step => (JsonNode)step.ToJson())]),
            ["steps"] = new JsonArray([.. Steps.Select(step => (JsonNode)step.ToJson())]),
            ["inputs"] = new JsonArray([.. Inputs.Select(name => (JsonNode)name)]),
            ["statics"] = Statics.ToJson(),
            ["seasonal_period"] = SeasonalPeriod,
            ["mase_scales"] = new JsonArray([.. MaseScales.Select(scale => double.IsFinite(scale) ? (JsonNode)scale : null)]),
            ["networks"] = Networks,
            ["seen_until"] = SeenUntil.ToString("O", CultureInfo.InvariantCulture),
        };
        if (SeenOf is not null)
        {
            json["seen_of"] = new JsonObject(SeenOf.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value.ToString("O", CultureInfo.InvariantCulture))));
        }

        if (Holidays is not null)
        {
            JsonArray holidays = [];
            foreach (Holiday holiday in Holidays)
            {
                holidays.Add((JsonNode)new JsonObject
                {
                    ["date"] = holiday.Date.ToString("O", CultureInfo.InvariantCulture),
                    ["name"] = holiday.Name,
                    ["weight"] = holiday.Weight,
                });
            }

            json["holidays"] = holidays;
        }

        return json.ToJsonString();
    }

    /// <exception cref="InputException">The text is not what <see cref="ToJson"/> writes.</exception>
    public static ForecasterState Parse(string text, string path)
    {
        try
        {
            JsonNode json = JsonNode.Parse(text)!;
            if (json["version"]!.GetValue<int>() != Version)
            {
                throw new InputException($"{path} was written by another version of Unroll: train it again.");
            }

            return new ForecasterState(
                Texts(json["columns"]!),
                ReadSteps(json["row_steps"]!),
                ReadSteps(json["steps"]!),
                Texts(json["inputs"]!),
                StaticScaling.FromJson(json["statics"]!),
                json["holidays"]?.AsArray().Select(ReadHoliday).ToArray(),
                json["seasonal_period"]!.GetValue<int>(),
                Numbers(json["mase_scales"]!),
                json["networks"]!.GetValue<int>(),
                Stamp(json["seen_until"]),
                json["seen_of"]?.AsObject().ToDictionary(pair => pair.Key, pair => Stamp(pair.Value), StringComparer.Ordinal));
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or NullReferenceException or FormatException or ArgumentException)
        {
            throw new InputException($"{path} is damaged: what it says of the forecaster under '{MetadataKey}' cannot be read. Train it again.", exception);
        }
    }

    private static FittedStep[] ReadSteps(JsonNode node) => [.. node.AsArray().Select(step => FittedSteps.FromJson(step!.AsObject()))];

    private static DateTime Stamp(JsonNode? node) => DateTime.Parse(node!.GetValue<string>(), CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);

    private static string[] Texts(JsonNode node) => [.. node.AsArray().Select(text => text!.GetValue<string>())];

    private static double[] Numbers(JsonNode node) => [.. node.AsArray().Select(number => number?.GetValue<double>() ?? double.NaN)];

    private static Holiday ReadHoliday(JsonNode? node) => new(
        DateOnly.Parse(node!["date"]!.GetValue<string>(), CultureInfo.InvariantCulture), node["name"]!.GetValue<string>(), node["weight"]!.GetValue<double>());
}
