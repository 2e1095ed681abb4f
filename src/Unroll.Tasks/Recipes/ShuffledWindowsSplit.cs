using Unroll.Catalogue;

namespace Unroll.Tasks.Recipes;

/// <summary>A random split of windows: refused where windows overlap, since that would be leakage.</summary>
/// <param name="Train">Share of the training part.</param>
/// <param name="Validation">Share of the validation part.</param>
/// <param name="Test">Share of the test part.</param>
public sealed record ShuffledWindowsSplit(SplitPart Train, SplitPart Validation, SplitPart Test) : SplitRecipe(Train, Validation, Test)
{
    internal static Entry<SplitRecipe> Entry { get; } = EntryOf<ShuffledWindowsSplit>(
        "shuffled",
        "Windows at random: refused where windows overlap, since then each part would hold pieces of the others.",
        [],
        (train, validation, test, _) => new ShuffledWindowsSplit(train, validation, test));
}
