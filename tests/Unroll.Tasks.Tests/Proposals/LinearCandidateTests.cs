using Unroll.Layers;
using Unroll.Models;
using Unroll.Series.Frames;
using Unroll.Tasks.Forecasting;
using Unroll.Tasks.Proposals;
using Unroll.Tasks.Tests.Forecasting;

namespace Unroll.Tasks.Tests.Proposals;

/// <summary>The linear candidates of a proposal are linear, with a calendar over several rows, too.</summary>
public sealed class LinearCandidateTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 2)]
    public void A_linear_candidate_with_a_calendar_is_linear(int horizon, int maps)
    {
        ForecastCandidate candidate = new(
            SmallSeries.Recipe(window: $"{{length: 14, horizon: {horizon}}}"), [], [],
            [Blocks.StepJson("calendar", "day-of-week")], 14, 0)
        { Scaling = Blocks.StepJson("scale", "standard") };
        Forecaster forecaster = Forecaster.Create(candidate.ToRecipe(isTrial: true));
        forecaster.Plan(SeriesSet.Of(SmallSeries.Create()));
        Model network = forecaster.Networks[0];

        Dense[] dense = [.. network.Layers.OfType<Dense>()];
        Assert.Equal(maps, dense.Length);
        Assert.All(dense, layer => Assert.IsType<Linear>(layer.Activation));
        Assert.Equal(horizon, network.OutputShape.Features);
    }
}
