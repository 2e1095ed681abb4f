using Unroll.Catalogue;

namespace Unroll.Tasks.Recipes;

/// <summary>Rows by time: what is to be forecast lies after what is learned from.</summary>
/// <param name="Train">The rows that are learned from.</param>
/// <param name="Validation">Those that training is watched on.</param>
/// <param name="Test">Those that the result is measured on.</param>
/// <param name="Embargo">Rows that are left out between two parts.</param>
public sealed record TimeSplit(SplitPart Train, SplitPart Validation, SplitPart Test, int Embargo = 0) : SplitRecipe(Train, Validation, Test)
{
    internal static Entry<SplitRecipe> Entry { get; } = EntryOf<TimeSplit>(
        "time",
        "Rows by time: what is to be forecast lies after what is learned from.",
        [EmbargoSetting],
        (train, validation, test, values) => new TimeSplit(train, validation, test, values.Get(EmbargoSetting)));
}
