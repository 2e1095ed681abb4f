using Unroll.Series.Samples;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;
using Unroll.Tasks.Regression;

namespace Unroll.Tasks.Tests.Regression;

/// <summary>The example does what its documentation says.</summary>
public class RemainingLifeTests
{
    [Fact]
    public void A_network_tells_the_remaining_life_well_below_the_baselines()
    {
        Recipe recipe = RecipeReader.Read(Repository.PathOf("examples", "remaining-life.yaml"));
        TrainingRun run = SequenceRegressor.Create(recipe with { Train = recipe.Train with { Epochs = 25 } })
            .Fit(RemainingLifeSample.Create(300));

        Assert.Equal([180, 60, 60], run.Parts.Select(part => part.Samples));
        Assert.Equal(RemainingLifeSample.SensorNames, run.InputNames);
        Assert.All(run.Test.Baselines, baseline => Assert.InRange(run.Test.Model["mae"], 1, 0.85 * baseline.Value["mae"]));
    }
}
