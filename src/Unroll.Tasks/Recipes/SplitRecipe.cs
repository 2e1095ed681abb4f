using Unroll.Catalogue;

namespace Unroll.Tasks.Recipes;

/// <summary>
/// The split into training, validation and test part: section <c>split</c> of a recipe. All parts are told in the same way: ranges of
/// time, shares, numbers or ranges of rows. A window belongs to the part that all its targets are in; its inputs may reach back into the
/// part before.
/// </summary>
/// <param name="Train">The training part: networks and preparation are fitted on it.</param>
/// <param name="Validation">The validation part, for early stopping; <see cref="SplitPart.None"/> to train for all epochs.</param>
/// <param name="Test">The test part; <see cref="SplitPart.None"/> where it has data of its own.</param>
public abstract record SplitRecipe(SplitPart Train, SplitPart Validation, SplitPart Test)
{
    /// <summary>The kinds of splits, by the name that follows <c>by:</c>.</summary>
    public static BlockCatalogue<SplitRecipe> Catalogue { get; } = new(
        "split", () =>
        [
            TimeSplit.Entry, WalkForwardSplit.Entry, ClassSplit.Entry, GroupedSplit.Entry, OrderedSplit.Entry, FoldSplit.Entry,
            ShuffledWindowsSplit.Entry,
        ]);

    /// <summary>Whether there is a validation part.</summary>
    public virtual bool HasValidation => Validation != SplitPart.None;

    /// <summary>Whether the split takes a test part.</summary>
    internal virtual bool HasTest => Test != SplitPart.None;

    /// <summary>The unit in which the parts are told.</summary>
    public SplitUnit Unit => Train.Unit;

    /// <summary>The parts by their names in a recipe.</summary>
    public IReadOnlyList<KeyValuePair<string, SplitPart>> Parts => [new("train", Train), new("validation", Validation), new("test", Test)];

    /// <summary>The static covariate whose values stay together; null for none.</summary>
    internal virtual string? GroupColumn => null;

    /// <summary>Checks what only this kind of split has; nothing unless overridden.</summary>
    internal virtual void Check(Recipe recipe)
    {
    }

    /// <summary>Share of the data that all parts take together.</summary>
    internal virtual double TotalShare => Parts.Sum(part => part.Value.Share ?? 0);

    private protected static Setting<SplitRecipe, SplitPart> TrainSetting { get; } = new(
        "train", SplitPartKind.Instance, split => split.Train,
        "What is learned from: a range of time, a share, a number of rows or a range of them.")
    { IsRequired = true, Example = "train: 2006..2015, train: 0.8 or train: 8640 rows" };

    private protected static Setting<SplitRecipe, SplitPart> ValidationSetting { get; } = new(
        "validation", SplitPartKind.Instance, split => split.Validation,
        "What training is watched on; left out, the network is trained for all epochs, and its last weights are kept.")
    { DefaultValue = SplitPart.None, DefaultNote = "none", Example = "validation: 2016 or validation: 0.1" };

    private protected static Setting<SplitRecipe, SplitPart> TestSetting { get; } = new(
        "test", SplitPartKind.Instance, split => split.Test,
        "What the result is measured on; left out where the test part has data of its own.")
    { DefaultValue = SplitPart.None, DefaultNote = "required without test data", Example = "test: 2017 or test: 0.1" };

    private protected static Setting<SplitRecipe, int> EmbargoSetting { get; } = new(
        "embargo", Kind.Integer(0), split => split is TimeSplit time ? time.Embargo : split is WalkForwardSplit walk ? walk.Embargo : 0,
        "Rows that are left out between two parts, so that what carries over from one to the next wears off.");

    /// <summary>The default split of a kind: a large training part, small validation and test parts.</summary>
    /// <param name="by">Name of the kind: <c>time</c>, <c>class</c>, …</param>
    /// <param name="hasTestData">Whether the test part has data of its own.</param>
    /// <param name="hasValidationData">Whether the validation part has data of its own.</param>
    internal static SplitRecipe Customary(string by, bool hasTestData, bool hasValidationData)
    {
        (double validation, double test) = (hasValidationData, hasTestData) switch
        {
            (true, true) => (0.0, 0.0),
            (true, false) => (0, 0.15),
            (false, true) => (0.2, 0),
            _ => (0.15, 0.15),
        };
        SettingValues values = new SettingValues()
            .With(TrainSetting, SplitPart.OfShare(Math.Round(1 - validation - test, 2)))
            .With(ValidationSetting, validation > 0 ? SplitPart.OfShare(validation) : SplitPart.None)
            .With(TestSetting, test > 0 ? SplitPart.OfShare(test) : SplitPart.None);
        return Catalogue.Find(by)!.Create(values);
    }

    private protected static Entry<SplitRecipe> EntryOf<TSplit>(
        string name, string summary, IReadOnlyList<Setting> further,
        Func<SplitPart, SplitPart, SplitPart, SettingValues, SplitRecipe> create) => new(
        name,
        typeof(TSplit),
        summary,
        [TrainSetting, ValidationSetting, TestSetting, .. further],
        values => create(values.Get(TrainSetting), values.Get(ValidationSetting), values.Get(TestSetting), values))
        {
            Example = $"split: {{by: {name}, train: 0.7, validation: 0.15, test: 0.15}}",
        };
}
