using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Unroll.Series.Preparing;

namespace Unroll.Tasks.Forecasting;

/// <summary>What a trained forecaster knows besides the network's weights, as the text that is saved in the model file.</summary>
/// <param name="Scalers">Scaling of each column.</param>
/// <param name="Holidays">Holidays of the recipe's own list, or null.</param>
/// <param name="SeasonalPeriod">Rows of a season.</param>
/// <param name="MaseScale">Mean absolute error of the seasonal naive forecast on the training part.</param>
/// <param name="Networks">Networks that forecasts are the mean of.</param>
/// <param name="SeenUntil">Last moment of the training and validation parts.</param>
internal sealed record ForecasterState(
    IReadOnlyList<FittedScaler> Scalers, IReadOnlyList<Holiday>? Holidays, int SeasonalPeriod, double MaseScale, int Networks, DateTime SeenUntil)
{
    /// <summary>Where it lies in the model file's metadata.</summary>
    public const string MetadataKey = "unroll.forecaster";

    private const int Version = 1;

    public string ToJson()
    {
        JsonArray scalers = [];
        foreach (FittedScaler fitted in Scalers)
        {
            scalers.Add((JsonNode)new JsonObject
            {
                ["column"] = fitted.Column,
                ["scale"] = fitted.Scaler.Name,
                ["offset"] = fitted.Scaler.Offset,
                ["factor"] = fitted.Scaler.Scale,
            });
        }

        JsonObject json = new()
        {
            ["version"] = Version,
            ["scalers"] = scalers,
            ["seasonal_period"] = SeasonalPeriod,
            ["mase_scale"] = double.IsFinite(MaseScale) ? MaseScale : null,
            ["networks"] = Networks,
            ["seen_until"] = SeenUntil.ToString("O", CultureInfo.InvariantCulture),
        };
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
            return new ForecasterState(
                [
                    .. json["scalers"]!.AsArray().Select(node => new FittedScaler(
                        node!["column"]!.GetValue<string>(),
                        Scaler.Restore(node["scale"]!.GetValue<string>(), node["offset"]!.GetValue<double>(), node["factor"]!.GetValue<double>()))),
                ],
                json["holidays"]?.AsArray().Select(ReadHoliday).ToArray(),
                json["seasonal_period"]!.GetValue<int>(),
                json["mase_scale"]?.GetValue<double>() ?? double.NaN,
                json["networks"]!.GetValue<int>(),
                DateTime.Parse(json["seen_until"]!.GetValue<string>(), CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind));
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or NullReferenceException or FormatException or ArgumentException)
        {
            throw new InputException($"{path} is damaged: what it says of the forecaster under '{MetadataKey}' cannot be read. Train it again.", exception);
        }
    }

    private static Holiday ReadHoliday(JsonNode? node) => new(
        DateOnly.Parse(node!["date"]!.GetValue<string>(), CultureInfo.InvariantCulture), node["name"]!.GetValue<string>(), node["weight"]!.GetValue<float>());
}
