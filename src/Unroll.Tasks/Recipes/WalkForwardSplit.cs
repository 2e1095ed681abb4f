using Unroll.Catalogue;

namespace Unroll.Tasks.Recipes;

/// <summary>Walk-forward validation: several splits by time, whose tests follow one another.</summary>
/// <param name="Train">Share of the training part.</param>
/// <param name="Validation">Share of the validation part.</param>
/// <param name="Test">Share of one test part.</param>
public sealed record WalkForwardSplit(SplitPart Train, SplitPart Validation, SplitPart Test) : SplitRecipe(Train, Validation, Test)
{
    private static readonly Setting<WalkForwardSplit, int> _folds = new(
        "folds", Kind.Integer(1, 1000), split => split.Folds, "Tests, one after the other.")
    { DefaultValue = 1 };

    private static readonly Setting<WalkForwardSplit, bool> _rolling = new(
        "rolling", Kind.Flag, split => split.Rolling, "Whether the training part keeps its length and moves on, rather than growing.");

    /// <summary>Rows left out between two parts.</summary>
    public int Embargo { get; init; }

    /// <summary>Number of folds.</summary>
    public int Folds { get; init; } = 1;

    /// <summary>Whether the training part rolls along with a fixed length, rather than expanding.</summary>
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
