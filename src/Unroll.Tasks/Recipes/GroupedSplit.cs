using Unroll.Catalogue;

namespace Unroll.Tasks.Recipes;

/// <summary>A random split of whole series; series with the same value of a static covariate stay together.</summary>
/// <param name="Train">Share of the training part.</param>
/// <param name="Validation">Share of the validation part.</param>
/// <param name="Test">Share of the test part.</param>
/// <param name="Group">The static covariate whose values stay together; null to split series one by one.</param>
public sealed record GroupedSplit(SplitPart Train, SplitPart Validation, SplitPart Test, string? Group = null) : SplitRecipe(
    Train, Validation, Test)
{
    private static readonly Setting<GroupedSplit, string?> _group = new(
        "group", Kind.Text!, split => split.Group, "The static column whose values stay together; absent: each series by itself.");

    internal override string? GroupColumn => Group;

    internal static Entry<SplitRecipe> Entry { get; } = EntryOf<GroupedSplit>(
        "group",
        "Whole series at random; series with the same value of a static column stay together.",
        [_group],
        (train, validation, test, values) => new GroupedSplit(train, validation, test, values.Get(_group)));
}
