using Unroll.Catalogue;

namespace Unroll.Tasks.Recipes;

/// <summary>
/// K-fold cross-validation of whole series: each fold is tested once, on networks trained on the others. Classes have the same share in
/// all folds; series with the same value of a static covariate stay together where <see cref="Group"/> names one. Where there is a test
/// part (<see cref="SplitRecipe.Test"/>, or data of its own), folds are validation parts instead, and each training is tested on it.
/// </summary>
/// <example>
/// <code>
/// SequenceClassifier.For("outcome").Split(new FoldSplit(5) { Validation = SplitPart.OfShare(0.1) });
/// </code>
/// </example>
public sealed record FoldSplit : SplitRecipe
{
    private static readonly Setting<FoldSplit, int> _count = new(
        "count", Kind.Integer(2, 1000), split => split.Count, "Folds, each of which is tested once.")
    { DefaultValue = 5 };

    private static readonly Setting<FoldSplit, int> _repeats = new(
        "repeats", Kind.Integer(1, 1000), split => split.Repeats,
        "How often series are divided anew; the predictions for each are averaged.")
    { DefaultValue = 1 };

    private static readonly Setting<FoldSplit, string?> _group = new(
        "group", Kind.Text!, split => split.Group, "The static column whose values stay together; absent: each series by itself.");

    /// <summary>Creates the split.</summary>
    /// <param name="count">Number of folds, at least 2.</param>
    public FoldSplit(int count = 5)
        : base(SplitPart.None, SplitPart.None, SplitPart.None) => Count = count;

    /// <summary>Number of folds.</summary>
    public int Count { get; init; }

    /// <summary>The number of times that series are divided anew; the predictions for each are averaged.</summary>
    public int Repeats { get; init; } = 1;

    /// <summary>The static covariate whose values stay together; null to divide series one by one.</summary>
    public string? Group { get; init; }

    /// <inheritdoc/>
    public override bool HasValidation => base.HasValidation || Test != SplitPart.None;

    internal static Entry<SplitRecipe> Entry { get; } = new(
        "folds",
        typeof(FoldSplit),
        "Whole series in folds (cross-validation): each is tested on networks that are trained on the others.",
        [_count, _repeats, _group, ValidationSetting, TestSetting],
        values => new FoldSplit(values.Get(_count))
        {
            Repeats = values.Get(_repeats),
            Group = values.Get(_group),
            Validation = values.Get(ValidationSetting),
            Test = values.Get(TestSetting),
        })
    {
        Example = "split: {by: folds, count: 5, validation: 0.1}",
    };

    internal override string? GroupColumn => Group;
}
