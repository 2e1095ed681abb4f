using Unroll.Series.Frames;
using Unroll.Tasks.Forecasting;
using Unroll.Tasks.Recipes;
using Unroll.Tasks.Regression;
using Unroll.Tasks.Tests.Forecasting;
using Unroll.Tasks.Tests.Regression;

namespace Unroll.Tasks.Tests.Learning;

/// <summary>Prepared targets that the last layer of a recipe's network never gives.</summary>
public sealed class OutOfReachTests
{
    [Theory]
    [InlineData("sigmoid", "standard", "numbers from 0 to 1")]
    [InlineData("relu", "standard", "numbers of at least 0")]
    [InlineData("tanh", "standard", "numbers from -1 to 1")]
    [InlineData("sigmoid", "min-max", null)]
    [InlineData("relu", "min-max", null)]
    [InlineData("linear", "standard", null)]
    public void Of_a_forecast_they_are_told_behind_the_scaling(string activation, string scale, string? told)
    {
        Recipe recipe = SmallSeries.Recipe(
            prepare: $"{{steps: [scale: {scale}]}}", window: "{length: 7, horizon: 2}",
            model: $"[{{lstm: 4}}, {{dense: {{units: 2, activation: {activation}}}}}]", train: "{epochs: 1, ensemble: 2, seed: 3}");

        AssertTold(told, Forecaster.Create(recipe).Fit(SeriesSet.Of(SmallSeries.Create())).Warnings);
    }

    [Theory]
    [InlineData("sigmoid", "numbers from 0 to 1")]
    [InlineData("linear", null)]
    public void Of_a_regression_they_are_told(string activation, string? told)
    {
        Recipe recipe = SmallFleet.Recipe(SmallFleet.Text.Edit("epochs: 30", "epochs: 1")
            .Edit("dense: 1", $"dense: {{units: 1, activation: {activation}}}"));

        AssertTold(told, SequenceRegressor.Create(recipe).Fit(SmallFleet.Engines()).Warnings);
    }

    private static void AssertTold(string? told, IReadOnlyList<string> warnings)
    {
        string[] beyond = [.. warnings.Where(warning => warning.Contains("lie beyond what the layer", StringComparison.Ordinal))];
        if (told is null)
        {
            Assert.Empty(beyond);
        }
        else
        {
            Assert.Contains(told, Assert.Single(beyond), StringComparison.Ordinal);
        }
    }
}
