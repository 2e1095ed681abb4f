using System.Globalization;
using System.Text.Json.Nodes;
using Unroll.Analysis.Models;
using Unroll.Series.Frames;

namespace Unroll.Tasks.Classical;

/// <summary>The estimates of a model of time for a series.</summary>
/// <param name="Start">The stamp of the first value that it was fitted to.</param>
/// <param name="Unit">The unit of the values that it was fitted to.</param>
/// <param name="Estimates">The estimates.</param>
/// <param name="Description">What was fitted: <c>ARIMA(0,1,1)(0,1,1)[12]</c>.</param>
/// <param name="Parameters">Number of parameters.</param>
/// <param name="Warning">The warning of the fit; null where there is none.</param>
/// <param name="Inputs">The columns beside the target that it takes.</param>
internal readonly record struct SeriesEstimates(
    DateTime Start, TargetUnit Unit, JsonObject Estimates, string Description, int Parameters, string? Warning, SeriesInputs Inputs)
{
    /// <summary>The estimates of a fit.</summary>
    /// <param name="fit">The fit.</param>
    /// <param name="start">The stamp of its first value.</param>
    /// <param name="unit">The unit of its values.</param>
    /// <param name="inputs">The columns beside the target that it takes.</param>
    public static SeriesEstimates Of(ForecastFit fit, DateTime start, TargetUnit unit, SeriesInputs inputs) => new(
        start, unit, fit.ToJson(), fit.Description + (inputs.Count == 0 ? "" : $" with {string.Join(", ", inputs.All)}"),
        fit.Parameters.Count, fit.Warning, inputs);

    /// <summary>Takes up what was saved.</summary>
    /// <param name="json">The JSON.</param>
    public static SeriesEstimates FromJson(JsonObject json) => new(
        DateTime.Parse(json["start"]!.GetValue<string>(), CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind),
        TargetUnit.FromJson(json["unit"]!), json["estimates"]!.AsObject(), json["description"]!.GetValue<string>(),
        json["parameters"]!.GetValue<int>(),
        json["warning"]?.GetValue<string>(), SeriesInputs.FromJson(json));

    /// <summary>Whether a history begins where the estimates' did.</summary>
    /// <param name="time">Its stamps.</param>
    /// <param name="row">Its first row with a value.</param>
    public bool Begins(TimeIndex time, int row) => time[row].Ticks == Start.Ticks;

    /// <summary>The estimates as they are saved.</summary>
    public JsonObject ToJson()
    {
        JsonObject json = new()
        {
            ["start"] = Start.ToString("O", CultureInfo.InvariantCulture),
            ["unit"] = Unit.ToJson(),
            ["description"] = Description,
            ["parameters"] = Parameters,
            ["estimates"] = Estimates.DeepClone(),
        };
        Inputs.AddTo(json);
        if (Warning is not null)
        {
            json["warning"] = Warning;
        }

        return json;
    }
}
