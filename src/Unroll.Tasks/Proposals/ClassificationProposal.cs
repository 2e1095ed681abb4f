using System.Text.Json.Nodes;
using Unroll.Series.Profiling;
using Unroll.Tasks.Classification;
using Unroll.Tasks.Recipes;
using Unroll.Training;

namespace Unroll.Tasks.Proposals;

/// <summary>The recipe of a classification.</summary>
internal static class ClassificationProposal
{
    private const double Imbalance = 3;

    /// <summary>The recipe.</summary>
    /// <param name="name">Name of the run.</param>
    /// <param name="source">The file.</param>
    /// <param name="data">How it is read.</param>
    /// <param name="folder">The folder that the recipe will be in.</param>
    public static ProposedRecipe Create(string name, ProposalSource source, DataRecipe data, string folder)
    {
        SeriesProfile profile = source.Profile;
        string? test = TestFile(source.Path);
        ColumnProfile[] inputs = [
            .. profile.Columns.Where(column => RecipeProposal.IsInput(column) && !data.StaticCovariates.Contains(column.Name))];
        PreparationProposal preparation = PreparationProposal.ForClasses(source, inputs);
        JsonObject[] steps = [.. preparation.Steps, Blocks.StepJson("scale", "standard")];
        Recipe recipe = new()
        {
            Name = name,
            Task = ClassificationTask.Instance,
            Data = data with
            {
                TestFile = test is null ? null : RecipeProposal.PathFrom(folder, test),
                Channels = inputs.Length < profile.Columns.Count ? [.. inputs.Select(input => input.Name)] : [],
            },
            Prepare = [.. steps.Select(Blocks.Step)],
            Split = test is null
                ? new ClassSplit(SplitPart.OfShare(0.6), SplitPart.OfShare(0.2), SplitPart.OfShare(0.2))
                : new ClassSplit(SplitPart.OfShare(0.8), SplitPart.OfShare(0.2), SplitPart.None),
            Model =
            [
                Blocks.Layer("gru", 32),
                Blocks.Layer("dense", profile.Classes.Count == 2
                    ? new JsonObject { ["units"] = 1, ["activation"] = "sigmoid" }
                    : new JsonObject { ["units"] = profile.Classes.Count, ["activation"] = "softmax" }),
            ],
            Train = new TrainRecipe
            {
                BalanceClasses = profile.Classes.Max(count => count.Count) > Imbalance * profile.Classes.Min(count => count.Count),
                Optimizer = Blocks.Optimizer("adam"),
                LearningRate = 0.003f,
                BatchSize = 16,
                Epochs = 100,
                Clipping = Blocks.Clipping("clip-norm", 1),
                EarlyStopping = new EarlyStoppingOptions { Patience = 20 },
            },
        };
        return new ProposedRecipe(recipe, steps, preparation.Comments);
    }

    /// <summary>
    /// The other half of an archive's pair, <c>NAME_TRAIN.ts</c> and <c>NAME_TEST.ts</c>, where it lies beside the first.
    /// </summary>
    private static string? TestFile(string path)
    {
        string name = Path.GetFileName(path);
        int at = name.LastIndexOf("_TRAIN.", StringComparison.OrdinalIgnoreCase);
        if (at < 0)
        {
            return null;
        }

        string test = name.AsSpan(at + 1).StartsWith("TR", StringComparison.Ordinal) ? "_TEST." : "_test.";
        string other = Path.Combine(Path.GetDirectoryName(path) ?? "", name[..at] + test + name[(at + "_TRAIN.".Length)..]);
        return File.Exists(other) ? other : null;
    }
}
