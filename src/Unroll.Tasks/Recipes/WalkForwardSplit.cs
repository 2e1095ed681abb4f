using Unroll.Catalogue;

namespace Unroll.Tasks.Recipes;

/// <summary>Rows by time, several times over: each test follows the one before.</summary>
/// <param name="Train">Share that is learned from.</param>
/// <param name="Validation">Share that training is watched on.</param>
/// <param name="Test">Share of one test.</param>
public sealed record WalkForwardSplit(SplitPart Train, SplitPart Validation, SplitPart Test) : SplitRecipe(Train, Validation, Test)
{
    private static readonly Setting<WalkForwardSplit, int> _folds = new(
        "folds", Kind.Integer(1, 1000), split => split.Folds, "Tests, one after the other.")
    { DefaultValue = 1 };

    private static readonly Setting<WalkForwardSplit, bool> _rolling = new(
        "rolling", Kind.Flag, split => split.Rolling, "Whether the training part keeps its length and moves on, rather than growing.");

    /// <summary>Rows that are left out between two parts.</summary>
    public int Embargo { get; init; }

    /// <summary>Tests, one after the other.</summary>
    public int Folds { get; init; } = 1;

    /// <summary>Whether the training part keeps its length and moves on, rather than growing.</summary>
    public bool Rolling { get; init; }

    internal static Entry<SplitRecipe> Entry { get; } = EntryOf<WalkForwardSplit>(
        "walk-forward",
        "Rows by time, several times over: each test follows the one before.",
        [EmbargoSetting, _folds, _rolling],
        (train, validation, test, values) => new WalkForwardSplit(train, validation, test)
        {
            Embargo = values.Get(EmbargoSetting),
            Folds = values.Get(_folds),
            Rolling = values.Get(_rolling),
        });

    internal override double TotalShare => base.TotalShare + ((Folds - 1) * (Test.Share ?? 0));
}
