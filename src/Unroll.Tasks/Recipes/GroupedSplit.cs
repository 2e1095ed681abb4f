using Unroll.Catalogue;

namespace Unroll.Tasks.Recipes;

/// <summary>Whole series at random; series with the same value of a static column stay together.</summary>
/// <param name="Train">Share that is learned from.</param>
/// <param name="Validation">Share that training is watched on.</param>
/// <param name="Test">Share that the result is measured on.</param>
/// <param name="Group">The static column whose values stay together; null to divide series one by one.</param>
public sealed record GroupedSplit(SplitPart Train, SplitPart Validation, SplitPart Test, string? Group = null) : SplitRecipe(Train, Validation, Test)
{
    private static readonly Setting<GroupedSplit, string?> _group = new(
        "group", Kind.Text!, split => split.Group, "The static column whose values stay together; absent: each series by itself.");

    internal static Entry<SplitRecipe> Entry { get; } = EntryOf<GroupedSplit>(
        "group",
        "Whole series at random; series with the same value of a static column stay together.",
        [_group],
        (train, validation, test, values) => new GroupedSplit(train, validation, test, values.Get(_group)));
}
