using Unroll.Catalogue;

namespace Unroll.Tasks.Recipes;

/// <summary>A stratified random split of whole series: each class has the same share in all parts.</summary>
/// <param name="Train">Share of the training part.</param>
/// <param name="Validation">Share of the validation part.</param>
/// <param name="Test">Share of the test part.</param>
public sealed record ClassSplit(SplitPart Train, SplitPart Validation, SplitPart Test) : SplitRecipe(Train, Validation, Test)
{
    internal static Entry<SplitRecipe> Entry { get; } = EntryOf<ClassSplit>(
        "class",
        "Whole series at random, with each class in the same share in all parts (stratified).",
        [],
        (train, validation, test, _) => new ClassSplit(train, validation, test));
}
