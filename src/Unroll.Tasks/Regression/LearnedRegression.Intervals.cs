using System.Text.Json.Nodes;
using Unroll.Series.Frames;
using Unroll.Tasks.Classical;
using Unroll.Tasks.Evaluation;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;
using Unroll.Tasks.Sequences;

namespace Unroll.Tasks.Regression;

/// <content>The prediction intervals, calibrated on the validation part.</content>
internal sealed partial class LearnedRegression
{
    /// <summary>Those of each target; empty where there is no validation part, null for runs that were saved without.</summary>
    private IReadOnlyList<ConformalIntervals>? _intervals = [];

    private IntervalRecipe WantedIntervals => Recipe.Section(RegressionTask.Intervals);

    /// <summary>The levels that any target has intervals of, rising.</summary>
    private double[] IntervalLevels => [.. (_intervals ?? []).SelectMany(own => own.Levels).Distinct().Order()];

    /// <summary>A sentence on what intervals are not given, and why; none where all are.</summary>
    private IReadOnlyList<string> IntervalNotes => WantedIntervals.Method == IntervalMethod.None ? [] : _intervals switch
    {
        null => ["The run has no calibrated prediction intervals: train it again to have them."],
        [] => [IntervalPlan.NothingToCalibrateOn],
        _ =>
        [
            .. _intervals.SelectMany((own, target) => own.Wanted.Except(own.Levels).Select(level => IntervalPlan.MissingNote(
                level, Targets.Count == 1 ? "" : $" of {Targets[target]}", own.Samples, "series"))),
        ],
    };

    /// <summary>Evaluates on further series, with the intervals calibrated before.</summary>
    /// <inheritdoc/>
    public override PartEvaluation Evaluate(SeriesSet series, Ensemble networks, int threads)
    {
        RegressionEvaluation evaluation = (RegressionEvaluation)base.Evaluate(series, networks, threads);
        foreach (ClassicalBaseline baseline in ClassicalBaselines.Where(own => own.Intervals is not null))
        {
            Judge(evaluation, baseline.Name, [.. baseline.Intervals!.AsArray().Select(own => ConformalIntervals.FromJson(own!))]);
        }

        return WithIntervals(evaluation);
    }

    /// <inheritdoc/>
    internal override void CheckValidation(SequenceData? validation)
    {
        for (int target = 0; target < Targets.Count; target++)
        {
            PlanOf(target);
        }

        IntervalPlan.Require(
            Recipe, WantedIntervals, () => validation?.Targets.Count ?? 0, "series", "Give the validation part more series");
    }

    /// <inheritdoc/>
    internal override void ChooseOn(PartEvaluation validation, PartEvaluation test)
    {
        CalibrateBaselines((RegressionEvaluation)validation, (RegressionEvaluation)test);
        IReadOnlyList<RegressionPrediction> known = ((RegressionEvaluation)validation).Series;
        _intervals =
        [
            .. Targets.Select((name, target) =>
            {
                RegressionPrediction[] own = [.. known.Where(prediction => prediction.Target == name)];
                return ConformalIntervals.Fit(
                    PlanOf(target), [.. own.Select(prediction => prediction.Actual!.Value)],
                    [.. own.Select(prediction => Numbers(prediction, target))]);
            }),
        ];
        ((RegressionEvaluation)validation).ReserveIntervals(IntervalLevels);
        WithIntervals((RegressionEvaluation)test);
    }

    /// <inheritdoc/>
    internal override void ContinueFrom(LearnedSequences evaluated)
    {
        _intervals = ((LearnedRegression)evaluated)._intervals;
        foreach ((ClassicalBaseline own, ClassicalBaseline before) in ClassicalBaselines.Zip(evaluated.ClassicalBaselines))
        {
            own.Intervals = before.Intervals?.DeepClone();
        }
    }

    /// <summary>Calibrates the prediction intervals of the baselines, which give numbers whatever the loss of the networks is.</summary>
    private void CalibrateBaselines(RegressionEvaluation validation, RegressionEvaluation test)
    {
        IntervalRecipe wanted = WantedIntervals.Method is null or IntervalMethod.None
            ? WantedIntervals : WantedIntervals with { Method = IntervalMethod.Conformal };
        foreach (ClassicalBaseline baseline in ClassicalBaselines)
        {
            IReadOnlyList<RegressionPrediction> known = validation.PredictionsOf(baseline.Name);
            ConformalIntervals[] intervals = [.. Targets.Select(target =>
            {
                RegressionPrediction[] own = [.. known.Where(prediction => prediction.Target == target)];
                return ConformalIntervals.Fit(
                    IntervalPlan.Of(Recipe, wanted, target, []), [.. own.Select(prediction => prediction.Actual!.Value)],
                    [.. own.Select(prediction => (double[])[prediction.Predicted])]);
            })];
            baseline.Intervals = new JsonArray([.. intervals.Select(own => own.ToJson())]);
            Judge(test, baseline.Name, intervals);
        }
    }

    /// <summary>Sets the intervals of a baseline around its predictions.</summary>
    private void Judge(RegressionEvaluation evaluation, string baseline, ConformalIntervals[] intervals) => evaluation.TakeBaseline(
        baseline,
        [.. evaluation.PredictionsOf(baseline).Select((prediction, index) => prediction with
        {
            Intervals = intervals[index % Targets.Count].Around([prediction.Predicted]),
        })]);

    private IntervalPlan PlanOf(int target) =>
        IntervalPlan.Of(Recipe, WantedIntervals, Targets[target], [.. _places[target].Levels, .. TailsOf(target)]);

    /// <summary>Levels of the quantiles of a target's distribution that span the intervals; none where it has no distribution.</summary>
    private IEnumerable<double> TailsOf(int target) => !_places[target].Head.Numbers.HasDistribution ? []
        : (WantedIntervals.Levels ?? IntervalPlan.DefaultLevels).SelectMany(level => (double[])[(1 - level) / 2, (1 + level) / 2])
            .Where(tail => _places[target].Levels.All(level => Math.Abs(level - tail) > 1e-6));

    private RegressionEvaluation WithIntervals(RegressionEvaluation evaluation)
    {
        evaluation.TakeIntervals([.. evaluation.Series.Select(WithIntervals)], IntervalLevels, IntervalNotes);
        return evaluation;
    }

    private RegressionPrediction WithIntervals(RegressionPrediction prediction)
    {
        int target = Targets.ToList().IndexOf(prediction.Target);
        return _intervals is not { Count: > 0 } ? prediction
            : prediction with { Intervals = _intervals[target].Around(Numbers(prediction, target)) };
    }

    /// <summary>A prediction, behind it its quantiles, and behind these the tails of its distribution.</summary>
    private double[] Numbers(RegressionPrediction prediction, int target) =>
    [
        prediction.Predicted, .. prediction.Quantiles.Select(quantile => quantile.Value),
        .. TailsOf(target).Select(level => prediction.Distribution!.Quantile(level)),
    ];

    /// <summary>The calibration, for the metrics document; null where there is none.</summary>
    private JsonObject? IntervalFacts() => _intervals is not { Count: > 0 } || _intervals.All(own => own.Wanted.Count == 0) ? null : new()
    {
        ["method"] = (_intervals.Any(own => own.IsOfQuantiles) ? IntervalMethod.Quantile : IntervalMethod.Conformal)
            .ToString().ToLowerInvariant(),
        ["calibrated_on"] = "validation",
        ["series"] = _intervals[0].Samples,
        ["levels"] = new JsonArray([.. IntervalLevels.Select(level => (JsonNode)level)]),
        ["notes"] = new JsonArray([.. IntervalNotes.Select(note => (JsonNode)note)]),
    };
}
