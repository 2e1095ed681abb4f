using System.Text.Json.Nodes;
using Unroll.Series.Frames;
using Unroll.Series.Preparing;
using Unroll.Series.Profiling;
using Unroll.Series.Reading;
using Unroll.Tasks.Classification;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Proposals;

/// <summary>The recipe of a classification.</summary>
internal static class ClassificationProposal
{
    private const double Imbalance = 3;
    private const double Uneven = 2;

    /// <summary>The recipe.</summary>
    /// <param name="name">Name of the run.</param>
    /// <param name="source">The file.</param>
    /// <param name="data">How it is read.</param>
    /// <param name="stop">Stops the trials.</param>
    public static ProposedRecipe Create(string name, ProposalSource source, DataRecipe data, CancellationToken stop)
    {
        SeriesProfile profile = source.Profile;
        string? test = FolderReader.IsFolder(source.Path) ? null : PartFileBeside.Of(source.Path, "test");
        ColumnProfile[] inputs = [
            .. profile.Columns.Where(column => RecipeProposal.IsInput(column) && !data.StaticCovariates.Contains(column.Name))];
        PreparationProposal preparation = PreparationProposal.ForClasses(source, inputs);
        SplitRecipe split = test is null
            ? new ClassSplit(SplitPart.OfShare(0.6), SplitPart.OfShare(0.2), SplitPart.OfShare(0.2))
            : new ClassSplit(SplitPart.OfShare(0.8), SplitPart.OfShare(0.2), SplitPart.None);
        Recipe draft = new()
        {
            Name = name,
            Task = ClassificationTask.Instance,
            Data = data with
            {
                TestFile = test,
                Channels = inputs.Length < profile.Columns.Count ? [.. inputs.Select(input => input.Name)] : [],
            },
            Split = split,
            Train = new TrainRecipe
            {
                BalanceClasses = profile.Classes.Max(count => count.Count) > Imbalance * profile.Classes.Min(count => count.Count),
                BucketByLength = profile.LongestLength > Uneven * profile.MedianLength,
            },
        };
        JsonObject[] steps = [.. preparation.Steps, .. source.Format?.ProposedSteps ?? []];
        ClassificationCandidate start = new(draft, steps, profile.Classes.Count, true, false)
        {
            Series = (int)(split.Train.Share!.Value * profile.SeriesCount),
            Length = LengthOf(source, steps),
        };
        (ClassificationCandidate Candidate, string Reason)? choice = new ClassificationSearch(source.Set, split, stop).Choose(start);
        ClassificationCandidate candidate = choice?.Candidate ?? start;
        KeyValuePair<string, string>[] reasons = choice is { } chosen ? [new("model:", chosen.Reason)] : [];
        return new ProposedRecipe(candidate.ToRecipe(isTrial: false), candidate.Steps, [.. preparation.Comments, .. reasons]);
    }

    /// <summary>Rows of a usual series once steps that change them were applied.</summary>
    private static int LengthOf(ProposalSource source, JsonObject[] steps)
    {
        if (source.Format is null)
        {
            return source.Profile.MedianLength;
        }

        int[] order = [.. Enumerable.Range(0, source.Set.Count).OrderBy(index => source.Set[index].Frame.RowCount)];
        SeriesSet usual = source.Set.Subset([order[order.Length / 2]]);
        return Preparation.Fit([.. steps.Select(step => Blocks.Step(step).Create())], usual, new() { Use = SeriesUse.Whole })
            .Transform(usual)[0].Frame.RowCount;
    }
}
