using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;

namespace Unroll.Reports.Html;

/// <summary>Names of files and recipes as a reader sees them.</summary>
internal static class Names
{
    /// <summary>A name with words apart and a capital: <c>Seasonal naive</c> of <c>seasonal-naive</c> and <c>seasonal_naive</c>.</summary>
    public static string Readable(string name) =>
        name.Length == 0 ? "" : char.ToUpperInvariant(name[0]) + name[1..].Replace('-', ' ').Replace('_', ' ');

    /// <summary>Whether the folds of a run follow one another in time; else they are those of a cross-validation.</summary>
    public static bool IsWalkForward(TrainingRun run) => run.Recipe.EffectiveSplit is not FoldSplit;

    /// <summary>The name of a fold: each tests networks of its own.</summary>
    public static string Fold(TrainingRun run) => IsWalkForward(run) ? "Test" : "Fold";

    /// <summary>The name of a run's networks beside the baselines.</summary>
    public static string Own(TrainingRun run) => run.Recipe.Classical is { } model ? Readable(model.Name)
        : run.Recipe.Members.Count > 0 ? "This ensemble"
        : run.Recipe.Train.Snapshots > 1 || run.Histories.Count > Math.Max(1, run.Folds.Count)
        ? "These networks" : "This network";

    /// <summary>A part's name: <c>Test</c>.</summary>
    public static string Part(string name) => name == "train" ? "Training" : Readable(name);
}
