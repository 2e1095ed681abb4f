using Unroll.Tasks.Forecasting;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Tests.Forecasting;

namespace Unroll.Tasks.Tests.Learning;

/// <summary>A training that goes on from the weights of an earlier one.</summary>
public sealed class ContinuedTrainingTests
{
    [Fact]
    public void A_trained_network_goes_on_in_a_copy_of_its_learner()
    {
        Forecaster learned = Forecaster.Create(
            SmallSeries.Recipe(model: "[{gru: 4}, {dense: 1}]", train: "{epochs: 6, learning-rate: 0.01}"));
        double[] first = Losses(learned.Fit(SmallSeries.Create())), again = Losses(learned.Fit(SmallSeries.Create()));

        double[] further = Losses(learned.Network(learned.Networks[0]).Fit(SmallSeries.Create()));

        Assert.Equal(first, again);
        Assert.True(further[0] < first[^2], $"{further[0]} after {string.Join(", ", first)}");
        Assert.True(further[^1] < first[^1], $"{further[^1]} after {string.Join(", ", first)}");
    }

    private static double[] Losses(TrainingRun run) => [.. run.Histories[0].Epochs.Select(epoch => epoch.Loss)];
}
