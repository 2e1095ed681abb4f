using System.Text.Json.Nodes;
using Unroll.Formats;

namespace Unroll.Analysis.Models;

/// <summary>The models of the library with estimates that were saved, on a history of the same series.</summary>
internal static class AppliedFits
{
    /// <summary>The key of the kind of model.</summary>
    public const string Kind = "model";

    /// <summary>A fit by the estimates of <see cref="ForecastFit.ToJson"/>.</summary>
    /// <param name="estimates">The estimates.</param>
    /// <param name="series">The history.</param>
    /// <exception cref="InputException">They are of no model of the library, or damaged.</exception>
    public static ForecastFit Of(JsonObject estimates, ObservedSeries series)
    {
        try
        {
            return estimates[Kind]?.GetValue<string>() switch
            {
                AppliedArima.SavedAs => AppliedArima.FromJson(estimates, series),
                WaveArimaFit.SavedAs => WaveArimaFit.FromJson(estimates, series),
                EtsFit.SavedAs => EtsFit.FromJson(estimates, series),
                Theta.SavedAs => Theta.FromJson(estimates, series),
                Structural.SavedAs => Structural.FromJson(estimates, series),
                VectorAutoregression.SavedAs => VectorForecastFit.FromJson(estimates, series),
                SeasonalNaive.SavedAs => SeasonalNaive.FromJson(estimates, series),
                Croston.SavedAs => Croston.FromJson(estimates, series),
                TeunterSyntetosBabai.SavedAs => TeunterSyntetosBabai.FromJson(estimates, series),
                ForecastEnsemble.SavedAs => ForecastEnsemble.FromJson(estimates, series),
                var other => throw new InputException(
                    $"The estimates are of the model \"{other}\", which is none of the library: fit the model again."),
            };
        }
        catch (Exception exception) when (JsonDamage.Causes(exception))
        {
            throw new InputException("The estimates of the model are damaged: fit it again.", exception);
        }
    }

    /// <summary>Numbers as JSON.</summary>
    public static JsonArray Numbers(IEnumerable<double> values) => new([.. values.Select(value => (JsonNode)value)]);

    /// <summary>Numbers of JSON.</summary>
    public static double[] Numbers(JsonNode? json) => [.. json!.AsArray().Select(value => value!.GetValue<double>())];

    /// <summary>A number of JSON.</summary>
    public static double Number(JsonNode? json) => json!.GetValue<double>();
}
