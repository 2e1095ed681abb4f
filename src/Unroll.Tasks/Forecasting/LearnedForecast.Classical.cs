using Unroll.Series.Preparing;
using Unroll.Tasks.Classical;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Forecasting;

/// <content>The classical models among the baselines.</content>
public sealed partial class LearnedForecast
{
    private IReadOnlyList<KeyValuePair<string, FittedModel>> _baselines = [];

    /// <inheritdoc/>
    internal override IReadOnlyList<KeyValuePair<string, FittedModel>> ClassicalBaselines => _baselines;

    /// <inheritdoc/>
    internal override int ClassicalOutputs => _head.Outputs;

    /// <summary>Takes the classical models among the baselines.</summary>
    /// <param name="baselines">The models, fitted.</param>
    internal void SetBaselines(IReadOnlyList<KeyValuePair<string, FittedModel>> baselines) => _baselines = baselines;

    /// <summary>Sets the forecasts of the baselines for the same windows beside those of the networks.</summary>
    private void AddBaselines(WalkedForecasts walked, PreparedSet prepared, int threads)
    {
        if (ClassicalBaselines.Count == 0)
        {
            return;
        }

        // They give a number for each step and target, whatever the loss, the heads and the strategy of the networks.
        Recipe plain = (_recipe with { Outputs = [], Train = new TrainRecipe() })
            .With(ForecastTask.Window, _recipe.Section(ForecastTask.Window) with { Strategy = ForecastStrategy.Direct });
        ForecastHead head = ForecastHead.OfHorizon(plain);
        Ensemble standing = new([FittedNetwork.Create([(RecipeGraph.InputName, InputShape)], head.Outputs)]);
        foreach ((string name, FittedModel model) in ClassicalBaselines)
        {
            ForecastWalk walk = new(
                Preparation, head, standing, SeasonalPeriod, _seriesScales, windows => model.Predict(windows, threads));
            foreach ((TargetForecasts forecasts, TargetForecasts own) in walked.Targets.Zip(walk.Walk(walked.Windows, prepared)))
            {
                own.Space = null;
                forecasts.AddBaseline(name, own);
            }
        }
    }
}
