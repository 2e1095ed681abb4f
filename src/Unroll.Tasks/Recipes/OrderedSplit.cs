using Unroll.Catalogue;

namespace Unroll.Tasks.Recipes;

/// <summary>A split of whole series in the order of the data: training part first, then validation, then test.</summary>
/// <param name="Train">Share of the training part.</param>
/// <param name="Validation">Share of the validation part.</param>
/// <param name="Test">Share of the test part.</param>
public sealed record OrderedSplit(SplitPart Train, SplitPart Validation, SplitPart Test) : SplitRecipe(Train, Validation, Test)
{
    internal static Entry<SplitRecipe> Entry { get; } = EntryOf<OrderedSplit>(
        "order",
        "Whole series in the order of the data: the first are learned from, the last tested on.",
        [],
        (train, validation, test, _) => new OrderedSplit(train, validation, test));
}
