using Unroll.Series.Frames;
using Unroll.Tasks.Forecasting;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Tests.Forecasting;

/// <summary>Recipes that cannot be trained, which only show beside the data: refused before training, at the field.</summary>
public sealed class ExtremeRecipeTests
{
    [Theory]
    [InlineData("{steps: [{lag: [2147483647]}]}", "[{lstm: 4}, {dense: 1}]", "field window: No window fits into the train part")]
    [InlineData("{steps: [{difference: 2147483647}]}", "[{lstm: 4}, {dense: 1}]", "field window: No window fits into the train part")]
    [InlineData(
        "{steps: [{lag: [2147483647]}, {difference: 2147483647}]}", "[{lstm: 4}, {dense: 1}]",
        "field window: No window fits into the train part")]
    [InlineData("{}", "[{lstm: 4}, {dense: {units: 1, activation: softmax}}]", "field model: The layer 'dense_1' is a softmax over one")]
    public void What_cannot_be_trained_is_refused_at_its_field(string prepare, string model, string expected)
    {
        Recipe recipe = SmallSeries.Recipe(prepare: prepare, model: model);

        InputException refused = Assert.ThrowsAny<InputException>(
            () => Forecaster.Create(recipe).Fit(SeriesSet.Of(SmallSeries.Create())));

        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
    }
}
