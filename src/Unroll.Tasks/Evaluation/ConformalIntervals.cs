using System.Text.Json.Nodes;

namespace Unroll.Tasks.Evaluation;

/// <summary>
/// Prediction intervals of numbers that stand alone, each with a truth of its own, by split conformal prediction: around the prediction,
/// or around a pair of its quantiles (conformalised quantile regression, Romano, Patterson and Candès 2019). As many of further numbers
/// that are exchangeable with those calibrated on lie inside as the level says, or a few more.
/// </summary>
internal sealed class ConformalIntervals
{
    private readonly IReadOnlyList<IntervalBounds> _bounds;
    private readonly IReadOnlyList<double> _reaches;

    private ConformalIntervals(
        IReadOnlyList<double> wanted, int samples, IReadOnlyList<double> levels, IReadOnlyList<IntervalBounds> bounds,
        IReadOnlyList<double> reaches) => (Wanted, Samples, Levels, _bounds, _reaches) = (wanted, samples, levels, bounds, reaches);

    /// <summary>The levels that were asked for, rising.</summary>
    public IReadOnlyList<double> Wanted { get; }

    /// <summary>The levels among these that there were enough samples for.</summary>
    public IReadOnlyList<double> Levels { get; }

    /// <summary>Samples that were calibrated on.</summary>
    public int Samples { get; }

    /// <summary>Whether intervals are built around quantiles.</summary>
    public bool IsOfQuantiles => _bounds.Any(bounds => bounds.IsPair);

    /// <summary>Calibrates on predictions whose truth is known, and that nothing was learned from.</summary>
    /// <param name="plan">The intervals that are asked for.</param>
    /// <param name="actual">The truth of each.</param>
    /// <param name="predicted">Each prediction, and behind it its quantiles.</param>
    public static ConformalIntervals Fit(IntervalPlan plan, IReadOnlyList<double> actual, IReadOnlyList<double[]> predicted)
    {
        int[] given = [.. Enumerable.Range(0, plan.Levels.Count)
            .Where(level => actual.Count >= ConformalQuantile.RequiredScores(plan.Levels[level]))];
        return new(
            plan.Levels,
            actual.Count,
            [.. given.Select(level => plan.Levels[level])],
            [.. given.Select(level => plan.Bounds[level])],
            [.. given.Select(level => ConformalQuantile.Of([.. actual.Select((truth, sample) => Score(plan.Bounds[level], sample, truth))
                .Order()], plan.Levels[level]))]);

        double Score(IntervalBounds bounds, int sample, double truth) => IntervalBounds.Score(
            truth, End(bounds.Lower, predicted[sample]), End(bounds.Upper, predicted[sample]));
    }

    /// <summary>The intervals of a prediction, rising by level: wider ones hold the narrower ones.</summary>
    /// <param name="predicted">The prediction, and behind it its quantiles.</param>
    public PredictionInterval[] Around(double[] predicted)
    {
        PredictionInterval[] intervals = new PredictionInterval[Levels.Count];
        for (int i = 0; i < intervals.Length; i++)
        {
            intervals[i] = PredictionInterval.Between(
                Levels[i], End(_bounds[i].Lower, predicted) - _reaches[i], End(_bounds[i].Upper, predicted) + _reaches[i]);
            if (i > 0)
            {
                intervals[i] = intervals[i] with
                {
                    Lower = Math.Min(intervals[i].Lower, intervals[i - 1].Lower),
                    Upper = Math.Max(intervals[i].Upper, intervals[i - 1].Upper),
                };
            }
        }

        return intervals;
    }

    /// <summary>The calibration as it is saved.</summary>
    public JsonObject ToJson() => new()
    {
        ["wanted"] = Numbers(Wanted),
        ["samples"] = Samples,
        ["levels"] = Numbers(Levels),
        ["lower"] = new JsonArray([.. _bounds.Select(bounds => (JsonNode?)bounds.Lower)]),
        ["upper"] = new JsonArray([.. _bounds.Select(bounds => (JsonNode?)bounds.Upper)]),
        ["reaches"] = Numbers(_reaches),
    };

    /// <summary>Restores a calibration from <see cref="ToJson"/>.</summary>
    /// <param name="json">The saved calibration.</param>
    public static ConformalIntervals FromJson(JsonNode json) => new(
        Numbers(json["wanted"]!),
        json["samples"]!.GetValue<int>(),
        Numbers(json["levels"]!),
        [
            .. json["lower"]!.AsArray().Zip(
                json["upper"]!.AsArray(), (lower, upper) => new IntervalBounds(lower?.GetValue<int>(), upper?.GetValue<int>())),
        ],
        Numbers(json["reaches"]!));

    /// <summary>The end that a quantile gives before it is calibrated; the prediction itself where it is of none.</summary>
    private static double End(int? quantile, double[] predicted) => predicted[quantile is { } index ? 1 + index : 0];

    private static JsonArray Numbers(IEnumerable<double> numbers) => new([.. numbers.Select(number => (JsonNode)number)]);

    private static double[] Numbers(JsonNode json) => [.. json.AsArray().Select(number => number!.GetValue<double>())];
}
