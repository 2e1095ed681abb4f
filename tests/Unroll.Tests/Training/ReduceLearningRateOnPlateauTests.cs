using Unroll.Training;

namespace Unroll.Tests.Training;

public class ReduceLearningRateOnPlateauTests
{
    [Fact]
    public void Lowers_the_rate_after_each_plateau_down_to_the_minimum()
    {
        AssertRates(
            new() { Factor = 0.5f, Patience = 2, MinLearningRate = 0.3f },
            (1, 0.8f), (1, 0.8f), (1, 0.4f), (1, 0.4f), (1, 0.3f), (0.9, 0.3f), (1, 0.3f), (1, 0.3f));
    }

    [Fact]
    public void Rests_after_a_reduction() => AssertRates(
        new() { Factor = 0.5f, Patience = 1, Cooldown = 2 },
        (1, 0.8f), (1, 0.4f), (1, 0.4f), (1, 0.2f), (1, 0.2f), (1, 0.1f));

    [Fact]
    public void Improvements_begin_the_count_anew() => AssertRates(
        new() { Factor = 0.5f, Patience = 2, MinDelta = 0.1 },
        (1, 0.8f), (1, 0.8f), (0.5, 0.8f), (0.45, 0.8f), (0.42, 0.4f));

    [Fact]
    public void A_rate_below_the_minimum_is_not_raised() => AssertRates(
        new() { Factor = 0.5f, Patience = 1, MinLearningRate = 2 }, (1, 0.8f), (1, 0.8f), (1, 0.8f));

    [Fact]
    public void Settings_that_make_no_sense_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new ReduceLearningRateOnPlateau(new() { Factor = 1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ReduceLearningRateOnPlateau(new() { Factor = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ReduceLearningRateOnPlateau(new() { Patience = 0 }));
    }

    private static void AssertRates(ReduceLearningRateOnPlateauOptions options, params (double Loss, float RateAfter)[] epochs)
    {
        TrainingRun run = new(["loss"], new ReduceLearningRateOnPlateau(options));
        run.Begin();
        foreach ((double loss, float rate) in epochs)
        {
            run.Epoch(loss);
            Assert.Equal(rate, run.Optimizer.LearningRate);
        }
    }
}
