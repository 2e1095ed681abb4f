namespace Unroll.Tasks.Recipes;

/// <summary>
/// Where training, validation and test lie: section <c>split</c> of a recipe. All three are ranges of time, or all three are shares.
/// A window belongs to the part that all its targets are in; its inputs may reach back into the part before.
/// </summary>
/// <param name="Train">The rows that the network and the scaling learn from.</param>
/// <param name="Validation">The rows that training is watched on.</param>
/// <param name="Test">The rows that the result is told on.</param>
public sealed record SplitRecipe(SplitPart Train, SplitPart Validation, SplitPart Test)
{
    /// <summary>Whether the parts are shares of the rows, and not ranges of time.</summary>
    public bool IsByShare => Train.Share is not null;
}
