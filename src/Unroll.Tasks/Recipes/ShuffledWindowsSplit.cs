using Unroll.Catalogue;

namespace Unroll.Tasks.Recipes;

/// <summary>Windows at random: refused where windows overlap, since then each part would hold pieces of the others.</summary>
/// <param name="Train">Share that is learned from.</param>
/// <param name="Validation">Share that training is watched on.</param>
/// <param name="Test">Share that the result is measured on.</param>
public sealed record ShuffledWindowsSplit(SplitPart Train, SplitPart Validation, SplitPart Test) : SplitRecipe(Train, Validation, Test)
{
    internal static Entry<SplitRecipe> Entry { get; } = EntryOf<ShuffledWindowsSplit>(
        "shuffled",
        "Windows at random: refused where windows overlap, since then each part would hold pieces of the others.",
        [],
        (train, validation, test, _) => new ShuffledWindowsSplit(train, validation, test));
}
