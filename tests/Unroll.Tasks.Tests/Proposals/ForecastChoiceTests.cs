using Unroll.Tasks.Proposals;
using Unroll.Tasks.Tests.Forecasting;

namespace Unroll.Tasks.Tests.Proposals;

/// <summary>The reasons that stand in a proposed forecast.</summary>
public sealed class ForecastChoiceTests
{
    private static readonly TargetShape _shape = new(0, 0, 1);

    [Fact]
    public void A_classical_model_that_has_the_place_is_told_with_the_network_that_it_beats()
    {
        ForecastTrialResult linear = Result(1.5), classical = Result(1) with
        {
            Candidate = Candidate() with { Classical = ClassicalCandidates.OfTime },
        };

        Assert.True(classical.IsClearlyBetterThan(linear));
        Assert.Equal(
            [
                "a linear model: MAE 1.5, which is clearly worse",
                "the mean of ARIMA, exponential smoothing and Theta: MAE 1 before the test part; naive: 2",
            ],
            Reasons(new ForecastChoice(classical, linear, linear, null, _shape) { Network = linear, Classical = classical }));
    }

    [Fact]
    public void A_classical_model_that_is_as_good_leaves_the_place_and_is_told()
    {
        ForecastTrialResult linear = Result(1.5);
        ForecastTrialResult classical = new(
            Candidate() with { Classical = ClassicalCandidates.OfTime }, 1.4, [0.4, 2.6, 0.6, 2], 2);

        Assert.False(classical.IsClearlyBetterThan(linear));
        Assert.Equal(
            [
                "the mean of ARIMA, exponential smoothing and Theta: MAE 1.4, which is not clearly better",
                "a linear model: MAE 1.5 before the test part; naive: 2",
            ],
            Reasons(new ForecastChoice(linear, linear, linear, null, _shape) { Network = linear, Classical = classical }));
    }

    private static string[] Reasons(ForecastChoice choice) =>
        [.. choice.Comments().Where(comment => comment.Key == "model:").Select(comment => comment.Value)];

    private static ForecastTrialResult Result(double error) => new(Candidate(), error, [error, error, error + 0.1, error - 0.1], 2);

    private static ForecastCandidate Candidate() => new(SmallSeries.Recipe(), [], [], [], 14, 0)
    {
        Scaling = Blocks.StepJson("scale", "standard"),
    };
}
