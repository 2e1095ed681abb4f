using Unroll.Series.Preparing;
using Unroll.Tasks.Classical;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Forecasting;

/// <content>The classical models among the baselines, with prediction intervals of their own.</content>
public sealed partial class LearnedForecast
{
    /// <inheritdoc/>
    internal override int ClassicalOutputs => _head.Outputs;

    /// <summary>
    /// The prepared columns that are known in advance since the data name them so, and not by their stamps alone: of these models of time
    /// have their season.
    /// </summary>
    internal IReadOnlyList<string> GivenFutureCovariates
    {
        get
        {
            HashSet<string> given = [.. Preparation.Options.FutureCovariates];
            foreach (FittedStep step in Preparation.RowSteps.Concat(Preparation.Steps))
            {
                given.UnionWith([.. given.SelectMany(step.MadeOf)]);
            }

            return [.. Preparation.FutureCovariates.Where(given.Contains)];
        }
    }

    /// <summary>The recipe as baselines go by it: they give a number for each step and target, whatever the loss, the heads and the
    /// strategy of the networks.</summary>
    private Recipe BaselineRecipe
    {
        get
        {
            IntervalRecipe intervals = _recipe.Section(ForecastTask.Intervals);
            return (_recipe with { Outputs = [], Train = new TrainRecipe() })
                .With(ForecastTask.Window, _recipe.Section(ForecastTask.Window) with { Strategy = ForecastStrategy.Direct })
                .With(ForecastTask.Intervals, intervals.Method is null or IntervalMethod.None ? intervals
                    : intervals with { Method = IntervalMethod.Conformal });
        }
    }

    /// <summary>Sets the forecasts of the baselines for the same windows beside those of the networks.</summary>
    private void AddBaselines(WalkedForecasts walked, PreparedSet prepared, int threads)
    {
        if (ClassicalBaselines.Count == 0)
        {
            return;
        }

        ForecastHead head = ForecastHead.OfHorizon(BaselineRecipe);
        Ensemble standing = new([FittedNetwork.Create([(RecipeGraph.InputName, InputShape)], head.Outputs)]);
        foreach (ClassicalBaseline baseline in ClassicalBaselines)
        {
            ForecastWalk walk = new(
                Preparation, head, standing, SeasonalPeriod, _seriesScales, windows => baseline.Model.Predict(windows, threads));
            foreach ((TargetForecasts forecasts, TargetForecasts own) in walked.Targets.Zip(walk.Walk(walked.Windows, prepared)))
            {
                forecasts.AddBaseline(baseline.Name, own);
            }
        }
    }

    /// <summary>
    /// Calibrates the prediction intervals of the baselines on one part, unless they were taken over, and sets them on a later one.
    /// </summary>
    private void CalibrateBaselines(WalkedForecasts? before, WalkedForecasts after)
    {
        for (int i = 0; i < ClassicalBaselines.Count; i++)
        {
            ForecastIntervals intervals = before is null && ClassicalBaselines[i].Intervals is { } kept
                ? ForecastIntervals.FromJson(BaselineRecipe, kept)
                : ForecastIntervals.Fit(BaselineRecipe, before is null ? [] : OfBaseline(before, i), before?.Windows);
            intervals.SetOn(OfBaseline(after, i), after.Windows);
            ClassicalBaselines[i].Intervals = intervals.ToJson();
        }
    }

    /// <summary>Sets the prediction intervals of the baselines, as they were calibrated, on further forecasts.</summary>
    private void SetBaselineIntervals(WalkedForecasts walked)
    {
        for (int i = 0; i < ClassicalBaselines.Count; i++)
        {
            if (ClassicalBaselines[i].Intervals is { } intervals)
            {
                ForecastIntervals.FromJson(BaselineRecipe, intervals).SetOn(OfBaseline(walked, i), walked.Windows);
            }
        }
    }

    /// <summary>Takes over the intervals of the baselines of evaluated networks.</summary>
    /// <param name="evaluated">The state of the evaluated networks.</param>
    /// <param name="factorOf">The factor of errors from its preparation to this one, of a target.</param>
    private void ContinueBaselines(LearnedForecast evaluated, Func<int, double> factorOf)
    {
        foreach ((ClassicalBaseline own, ClassicalBaseline before) in ClassicalBaselines.Zip(evaluated.ClassicalBaselines))
        {
            own.Intervals = before.Intervals is { } intervals
                ? ForecastIntervals.FromJson(BaselineRecipe, intervals).Scaled(factorOf).ToJson() : null;
        }
    }

    /// <summary>The forecasts of a baseline for each target.</summary>
    private static TargetForecasts[] OfBaseline(WalkedForecasts walked, int baseline) =>
        [.. walked.Targets.Select(target => target.Baselines[baseline].Value)];
}
