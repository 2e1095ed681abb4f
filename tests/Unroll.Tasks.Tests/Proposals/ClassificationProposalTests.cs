using Unroll.Series.Frames;
using Unroll.Series.Profiling;
using Unroll.Tasks.Classification;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Proposals;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Tests.Proposals;

/// <summary>Proposals for series with classes of known nature.</summary>
public class ClassificationProposalTests
{
    [Fact]
    public void A_shape_at_any_size_is_told_by_convolutions_on_series_scaled_by_themselves()
    {
        SeriesSet set = Bumps();
        ProposalSource source = new("bumps.ts", new DataRecipe(), set, SeriesProfile.Of(set));

        string yaml = RecipeProposal.For(source, null).ToYaml(".");

        Assert.Contains("per-series: true", yaml, StringComparison.Ordinal);
        Assert.Contains("held out 3 times", yaml, StringComparison.Ordinal);
        TrainingRun run = new Learner(RecipeReader.Parse(yaml, "proposed.yaml")).Fit(set);
        Assert.InRange(run.Test.Model["accuracy"], 0.9, 1);
    }

    [Fact]
    public void A_classical_candidate_tells_classes_without_what_belongs_to_networks()
    {
        SeriesSet set = Bumps();
        Recipe draft = new()
        {
            Name = "bumps",
            Task = ClassificationTask.Instance,
            Data = new DataRecipe { File = "bumps.ts" },
            Split = new ClassSplit(SplitPart.OfShare(0.6), SplitPart.OfShare(0.2), SplitPart.OfShare(0.2)),
            Train = new TrainRecipe { BalanceClasses = true },
        };
        ClassificationCandidate candidate = new(draft, [], 2, true, true) { Series = 36, Length = 48 };

        TrainingRun run = new Learner((candidate with { Classical = ClassicalCandidates.OfClasses }).ToRecipe(isTrial: true)).Fit(set);

        Assert.Equal("mini-rocket", run.Test.ClassicalModel);
        Assert.InRange(run.Test.Model["accuracy"], 0.8, 1);
    }

    /// <summary>Series of one bump or two, at any place, size and level.</summary>
    private static SeriesSet Bumps()
    {
        Random random = new(5);
        SeriesItem[] items = [.. Enumerable.Range(0, 60).Select(index =>
        {
            int label = index % 2, at = random.Next(5, 30);
            double size = Math.Pow(10, (3 * random.NextDouble()) - 1), level = 100 * random.NextDouble();
            double[] values = [.. Enumerable.Range(0, 48).Select(t => level + (size * (
                Math.Exp(-Math.Pow(t - at, 2) / 6) + (label * Math.Exp(-Math.Pow(t - at - 9, 2) / 6)) + (0.05 * random.NextDouble()))))];
            return new SeriesItem(FormattableString.Invariant($"{index}"),
                new Frame(TimeIndex.Numbered(48), ["x"], [values])) { Class = label };
        })];
        return new SeriesSet(items, classNames: ["one", "two"]);
    }
}
