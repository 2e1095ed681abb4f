using System.Globalization;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Proposals;
using Unroll.Tasks.Recipes;
using Unroll.Tasks.Running;

namespace Unroll.PublicApi.Tests;

/// <summary>The lines of docs/proposals.md in C#.</summary>
public sealed class ProposalTests
{
    [Fact]
    public void A_file_is_learned_from_in_three_lines()
    {
        using TemporaryFolder folder = new();
        string path = folder.Write("sales.csv", "day,sales\n" + string.Concat(Enumerable.Range(0, 150).Select(day => string.Create(
            CultureInfo.InvariantCulture,
                $"{new DateTime(2024, 1, 1).AddDays(day):yyyy-MM-dd},{50 + (10 * (day % 7)) + (day * 37 % 11)}\n"))));

        Recipe recipe = RecipeProposal.ForFile(path, target: "sales", horizon: 7).ToRecipe();
        Learner learner = new(recipe);
        TrainingRun run = learner.Fit(new RecipeRunner().Read(recipe).Series);

        Assert.Equal("sales", recipe.Data.Target);
        Assert.False(run.Test.Comparison.IsBeaten);
    }
}
