using Unroll.Catalogue;

namespace Unroll.Tasks.Recipes;

/// <summary>Whole series at random, with each class in the same share in all parts (stratified).</summary>
/// <param name="Train">Share that is learned from.</param>
/// <param name="Validation">Share that training is watched on.</param>
/// <param name="Test">Share that the result is measured on.</param>
public sealed record ClassSplit(SplitPart Train, SplitPart Validation, SplitPart Test) : SplitRecipe(Train, Validation, Test)
{
    internal static Entry<SplitRecipe> Entry { get; } = EntryOf<ClassSplit>(
        "class",
        "Whole series at random, with each class in the same share in all parts (stratified).",
        [],
        (train, validation, test, _) => new ClassSplit(train, validation, test));
}
