using Unroll.Catalogue;
using Unroll.Series.Windowing;

namespace Unroll.Tasks.Recipes;

/// <summary>
/// A split of whole series in which those with the same value of a static covariate stay together: at random, or with the values of the
/// validation and the test part named, such as a speaker held out.
/// </summary>
/// <param name="Train">Share of the training part; of those that are not named where groups are named.</param>
/// <param name="Validation">Share of the validation part.</param>
/// <param name="Test">Share of the test part.</param>
/// <param name="Group">The static covariate whose values stay together; null to split series one by one.</param>
/// <example>
/// <code>
/// new GroupedSplit(SplitPart.OfShare(1), SplitPart.None, SplitPart.None, "speaker")
/// {
///     ValidationGroups = ["theo"],
///     TestGroups = ["george"],
/// };
/// </code>
/// </example>
public sealed record GroupedSplit(SplitPart Train, SplitPart Validation, SplitPart Test, string? Group = null) : SplitRecipe(
    Train, Validation, Test)
{
    private static readonly GroupNamesKind _names = new();

    private static readonly Setting<GroupedSplit, string?> _group = new(
        "group", Kind.Text!, split => split.Group, "The static column whose values stay together; absent: each series by itself.");

    private static readonly Setting<GroupedSplit, IReadOnlyList<string>> _validationGroups = new(
        "validation-groups", _names, split => split.ValidationGroups,
        "The values of `group` that are the validation part, in the place of a share.")
    { DefaultValue = [], DefaultNote = "by share", Example = "validation-groups: [theo]" };

    private static readonly Setting<GroupedSplit, IReadOnlyList<string>> _testGroups = new(
        "test-groups", _names, split => split.TestGroups,
        "The values of `group` that are the test part, in the place of a share; `train` and `validation` are then shares of the others.")
    { DefaultValue = [], DefaultNote = "by share", Example = "test-groups: [george] or test-groups: 0..4" };

    /// <summary>The groups of the validation part; none to take a share at random.</summary>
    public IReadOnlyList<string> ValidationGroups { get; init; } = [];

    /// <summary>The groups of the test part; none to take a share at random.</summary>
    public IReadOnlyList<string> TestGroups { get; init; } = [];

    /// <inheritdoc/>
    public override bool HasValidation => base.HasValidation || ValidationGroups.Count > 0;

    internal override bool HasTest => base.HasTest || TestGroups.Count > 0;

    internal override string? GroupColumn => Group;

    /// <summary>The named groups; null where parts are shares.</summary>
    internal NamedGroups? Named => ValidationGroups.Count + TestGroups.Count > 0 ? new(ValidationGroups, TestGroups) : null;

    internal static Entry<SplitRecipe> Entry { get; } = EntryOf<GroupedSplit>(
        "group",
        "Whole series at random, or by named groups; series with the same value of a static column stay together.",
        [_group, _validationGroups, _testGroups],
        (train, validation, test, values) => new GroupedSplit(train, validation, test, values.Get(_group))
        {
            ValidationGroups = values.Get(_validationGroups),
            TestGroups = values.Get(_testGroups),
        });

    /// <inheritdoc/>
    internal override void Check(Recipe recipe)
    {
        (string Name, IReadOnlyList<string> Groups, SplitPart Share)[] parts =
            [("validation", ValidationGroups, Validation), ("test", TestGroups, Test)];
        foreach ((string name, IReadOnlyList<string> groups, SplitPart share) in parts)
        {
            if (groups.Count > 0 && Group is null)
            {
                throw recipe.Error(
                    $"split.{name}-groups", "needs the column whose values it names. Give group, for example group: speaker");
            }

            if (groups.Count > 0 && share != SplitPart.None)
            {
                throw recipe.Error($"split.{name}", $"the {name} part is named ({name}-groups). Remove one of the two.");
            }
        }

        if (TestGroups.Intersect(ValidationGroups).FirstOrDefault() is { } both)
        {
            throw recipe.Error("split.validation-groups", $"'{both}' is of the test part. Name it in one of them.");
        }

        if (TestGroups.Count > 0 && recipe.HasTestData)
        {
            throw recipe.Error(
                "split.test-groups", "the test part has data of its own (data.test-file or data.test-dataset). Remove one of the two.");
        }

        if (ValidationGroups.Count > 0 && recipe.HasValidationData)
        {
            throw recipe.Error(
                "split.validation-groups", "the validation part has data of its own (data.validation-file). Remove one of the two.");
        }
    }
}
