namespace Unroll.Tasks.Recipes;

/// <summary>
/// Where training, validation and test lie: section <c>split</c> of a recipe. All three are ranges of time, or all three are shares.
/// A window belongs to the part that all its targets are in; its inputs may reach back into the part before.
/// </summary>
/// <param name="Train">The rows, or series, that the network and the preparation learn from.</param>
/// <param name="Validation">Those that training is watched on.</param>
/// <param name="Test">Those that the result is told on.</param>
public sealed record SplitRecipe(SplitPart Train, SplitPart Validation, SplitPart Test)
{
    /// <summary>Whether the parts are shares, and not ranges of time.</summary>
    public bool IsByShare => Train.Share is not null;

    /// <summary>What is divided, and how.</summary>
    public SplitKind By { get; init; }

    /// <summary>The static column whose values stay together; used by <see cref="SplitKind.Group"/> alone.</summary>
    public string? Group { get; init; }

    /// <summary>Rows that are left out between two parts, so that what carries over from one to the next wears off.</summary>
    public int Embargo { get; init; }

    /// <summary>Tests of a walk forward, one after the other; used by <see cref="SplitKind.WalkForward"/> alone.</summary>
    public int Folds { get; init; } = 1;

    /// <summary>Whether the training part of a walk forward keeps its length and moves on, rather than growing.</summary>
    public bool Rolling { get; init; }
}
