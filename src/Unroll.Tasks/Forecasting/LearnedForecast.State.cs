using System.Text.Json.Nodes;
using Unroll.Series.Preparing;
using Unroll.Tasks.Evaluation;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Forecasting;

/// <content>The state as it is saved beside the weights.</content>
public sealed partial class LearnedForecast
{
    /// <inheritdoc/>
    public override JsonObject ToJson()
    {
        JsonObject json = new()
        {
            ["preparation"] = Preparation.ToJson(),
            ["seasonal-period"] = SeasonalPeriod,
            ["mase-scales"] = ScalesToJson(scale => scale.Absolute),
            ["rmsse-scales"] = ScalesToJson(scale => scale.Squared),
            ["deviations"] = ScalesToJson(scale => scale.StandardDeviation),
        };
        _seen.Write(json);
        _seriesScales?.Write(json);
        if (Intervals is not null)
        {
            json["intervals"] = Intervals.ToJson();
        }

        return json;
    }

    /// <summary>Restores the saved state.</summary>
    /// <exception cref="InputException">It does not belong to the recipe.</exception>
    internal static LearnedForecast FromJson(Recipe recipe, JsonObject state)
    {
        Preparation preparation = Preparation.FromJson(state["preparation"]!.AsObject());
        if (recipe.Data.Columns.Except(preparation.Options.Columns ?? []).FirstOrDefault() is { } unknown)
        {
            throw new InputException($"The recipe uses the column '{unknown}', which the network was not trained on: {recipe.Source} and " +
                "the model file do not belong together.");
        }

        if (!recipe.EffectiveSteps.Select(step => step.Name).SequenceEqual(
            preparation.RowSteps.Concat(preparation.Steps).Select(step => step.Name)))
        {
            throw new InputException($"The steps of the recipe are not those that the network was trained with: {recipe.Source} and the " +
                "model file do not belong together.");
        }

        return new LearnedForecast(
            recipe,
            preparation,
            state["seasonal-period"]!.GetValue<int>(),
            [
                .. ScalesOf(state, "mase-scales").Zip(
                    ScalesOf(state, "rmsse-scales"), state["deviations"] is null ? recipe.Data.Targets.Select(_ => 0.0)
                        : ScalesOf(state, "deviations"))
                    .Select(scale => new NaiveScale(scale.First, scale.Second) { StandardDeviation = scale.Third }),
            ],
            SeriesScales.FromJson(state),
            SeenRows.FromJson(state))
        {
            Intervals = state["intervals"] is { } intervals ? ForecastIntervals.FromJson(recipe, intervals) : null,
        };
    }

    private JsonArray ScalesToJson(Func<NaiveScale, double> error) =>
        new([.. Scales.Select(error).Select(scale => double.IsFinite(scale) ? (JsonNode)scale : null)]);

    private static IEnumerable<double> ScalesOf(JsonObject state, string name) =>
        state[name]!.AsArray().Select(scale => scale?.GetValue<double>() ?? double.NaN);
}

/// <summary>Counts of the data of a training.</summary>
/// <param name="Series">Series of any part.</param>
/// <param name="SkippedWindows">Windows that were left out because a value in them is missing, or because they span a pause.</param>
internal readonly record struct LearnedCounts(int Series, int SkippedWindows);
