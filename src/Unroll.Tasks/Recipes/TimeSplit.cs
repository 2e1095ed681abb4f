using Unroll.Catalogue;

namespace Unroll.Tasks.Recipes;

/// <summary>A split of rows by time: validation and test part follow the training part.</summary>
/// <param name="Train">The training part.</param>
/// <param name="Validation">The validation part.</param>
/// <param name="Test">The test part.</param>
/// <param name="Embargo">Rows left out between two parts.</param>
public sealed record TimeSplit(SplitPart Train, SplitPart Validation, SplitPart Test, int Embargo = 0) : SplitRecipe(
    Train, Validation, Test)
{
    internal static Entry<SplitRecipe> Entry { get; } = EntryOf<TimeSplit>(
        "time",
        "Rows by time: what is to be forecast lies after what is learned from.",
        [EmbargoSetting],
        (train, validation, test, values) => new TimeSplit(train, validation, test, values.Get(EmbargoSetting)));
}
