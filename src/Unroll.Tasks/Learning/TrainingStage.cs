using System.Globalization;

namespace Unroll.Tasks.Learning;

/// <summary>A stage of a run: the training of the networks of a fold, or that on its training and validation part together.</summary>
/// <param name="Fold">Number of the fold, from 1.</param>
/// <param name="IsRefit">Whether its networks are trained anew.</param>
internal readonly record struct TrainingStage(int Fold, bool IsRefit = false)
{
    /// <summary>The beginning of the names of its checkpoints.</summary>
    public string Name => string.Create(CultureInfo.InvariantCulture, $"fold-{Fold}{(IsRefit ? "-refit" : "")}");
}
