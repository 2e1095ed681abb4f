using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Tests.Regression;

/// <summary>The meaning of the numbers that an output has, as explanations tell it.</summary>
public class OutputHeadTests
{
    [Fact]
    public void The_numbers_of_an_output_have_names_and_the_predictions_of_the_first_target_are_known()
    {
        Recipe gaussian = SmallFleet.Recipe(SmallFleet.Text.Edit("epochs: 30", "epochs: 1, loss: gaussian-likelihood"));
        OutputHead head = OutputHead.Of(gaussian, ["left", "double"])[0];
        Assert.Equal(
            ["location of left", "location of double", "scale before softplus of left", "scale before softplus of double"],
            head.NamesOf(["left", "double"], 1));
        Assert.Equal([0, 2], head.PointsOf(2));
        Assert.Equal("location of double at step 2", head.NamesOf(["left", "double"], 2)[3]);
        Recipe quantiles = SmallFleet.Recipe(SmallFleet.Text.Edit("epochs: 30", "epochs: 1, loss: {quantile: [0.1, 0.5, 0.9]}"));
        OutputHead each = OutputHead.Of(quantiles, ["left"])[0];
        Assert.Equal(["q0.1 of left", "q0.5 of left", "q0.9 of left"], each.NamesOf(["left"], 1));
        Assert.Equal([1, 4], each.PointsOf(2));
    }
}
