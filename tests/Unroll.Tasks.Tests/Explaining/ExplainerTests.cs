using Unroll.Insight.Attribution;
using Unroll.Tasks.Explaining;

namespace Unroll.Tasks.Tests.Explaining;

public sealed class ExplainerTests
{
    [Theory]
    [InlineData(-4, -5, 0.995, true)]
    [InlineData(-4, -5, 0.9, false)]
    [InlineData(-4, -4.0000013, 5.75e-7, true)]
    [InlineData(-4, -4.01, 5e-3, false)]
    [InlineData(0.5, 0.5, 0, true)]
    public void Parts_add_up_within_a_share_or_within_rounding(double output, double baseline, double sum, bool expected)
    {
        SaliencyMap map = new()
        {
            Sample = "text",
            Method = SaliencyMethod.IntegratedGradients,
            OutputFeature = 0,
            OutputTimestep = null,
            Output = output,
            BaselineOutput = baseline,
            Inputs = [new InputSaliency("input", 2, 1, [0.25 * sum, 0.75 * sum])],
        };

        Assert.Equal(expected, Explainer.AddsUp(map, 0.01));
    }
}
