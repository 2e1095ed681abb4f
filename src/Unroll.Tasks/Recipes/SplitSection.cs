namespace Unroll.Tasks.Recipes;

/// <summary>Reads section split of a recipe, and refuses splits that would let a part be tested on what another learned from.</summary>
internal static class SplitSection
{
    public static SplitRecipe Default(string task, bool hasTestData) =>
        (hasTestData
            ? new SplitRecipe(SplitPart.OfShare(0.8), SplitPart.OfShare(0.2), SplitPart.None)
            : new SplitRecipe(SplitPart.OfShare(0.7), SplitPart.OfShare(0.15), SplitPart.OfShare(0.15)))
        with
        { By = task == "classify" ? SplitKind.Class : SplitKind.Time };

    /// <summary>Reads the section.</summary>
    /// <param name="section">The section.</param>
    /// <param name="task">The recipe's task.</param>
    /// <param name="window">The recipe's window: whether windows overlap.</param>
    /// <param name="hasTestData">Whether the test part has data of its own, so that nothing is cut off for it.</param>
    public static SplitRecipe Read(RecipeSection section, string task, WindowRecipe window, bool hasTestData)
    {
        bool forecasts = task == "forecast";
        SplitKind kind = section.Or("by", node => ReadKind(node, forecasts, window), forecasts ? SplitKind.Time : SplitKind.Class);
        List<RecipeNode> nodes =
        [
            section.Need("train", "train: 2006..2015 or train: 0.8"),
            section.Need("validation", "validation: 2016 or validation: 0.1"),
        ];
        if (!hasTestData)
        {
            nodes.Add(section.Need("test", "test: 2017 or test: 0.1"));
        }
        else if (section.Find("test") is { } test)
        {
            throw test.Error("the test part has data of its own (data.test-file or data.test-dataset). Remove one of the two.");
        }

        SplitPart[] parts = [.. nodes.Select(ReadPart)];
        CheckParts(section, nodes, parts, kind);
        SplitRecipe split = new(parts[0], parts[1], hasTestData ? SplitPart.None : parts[2])
        {
            By = kind,
            Group = Of(section, "group", kind == SplitKind.Group, "by: group")?.Text(),
            Embargo = Of(section, "embargo", kind is SplitKind.Time or SplitKind.WalkForward, "by: time or walk-forward")?.Integer(0) ?? 0,
            Folds = Of(section, "folds", kind == SplitKind.WalkForward, "by: walk-forward")?.Integer(1, 1000) ?? 1,
            Rolling = Of(section, "rolling", kind == SplitKind.WalkForward, "by: walk-forward")?.Flag() ?? false,
        };
        double needed = parts.Sum(part => part.Share ?? 0) + ((split.Folds - 1) * (split.Test.Share ?? 0));
        return needed <= 1 + 1e-9
            ? split
            : throw section.Node.Error(FormattableString.Invariant(
                $"the shares add up to {needed:0.###}{(split.Folds > 1 ? $" with {split.Folds} tests one after the other" : "")}, and may not exceed 1."));
    }

    private static SplitKind ReadKind(RecipeNode node, bool forecasts, WindowRecipe window)
    {
        SplitKind kind = node.OneOf(
            ("time", SplitKind.Time),
            ("walk-forward", SplitKind.WalkForward),
            ("class", SplitKind.Class),
            ("group", SplitKind.Group),
            ("shuffled", SplitKind.Shuffled));
        int span = window.Length + window.Gap + window.Horizon;
        return kind switch
        {
            SplitKind.Class when forecasts => throw node.Error("a forecast has no classes to divide by. Use time, walk-forward or group."),
            SplitKind.Time or SplitKind.WalkForward when !forecasts => throw node.Error("whole series are classified, which no moment divides. Use class or group."),
            SplitKind.Shuffled when !forecasts => throw node.Error("whole series are classified, not windows. Use class or group."),
            SplitKind.Shuffled when window.Stride < span => throw node.Error(
                FormattableString.Invariant($"windows overlap (a window and its targets take {span} rows, the next begins {window.Stride} further on), so shuffled windows would let the test part ") +
                FormattableString.Invariant($"hold rows that were learned from. Use by: time, or window.stride: {span}.")),
            _ => kind,
        };
    }

    private static void CheckParts(RecipeSection section, List<RecipeNode> nodes, SplitPart[] parts, SplitKind kind)
    {
        for (int i = 0; i < parts.Length; i++)
        {
            if (parts[i].Share.HasValue != parts[0].Share.HasValue)
            {
                throw nodes[i].Error("shares and ranges of time cannot be mixed. Give all parts in the same way.");
            }

            if (parts[i].Share is null && kind != SplitKind.Time)
            {
                throw nodes[i].Error($"by: {section.Find("by")?.Describe() ?? "class"} divides by shares, for example 0.7. Ranges of time belong to by: time.");
            }

            if (parts[i].Share is null && i > 0 && parts[i].First <= parts[i - 1].Last)
            {
                throw nodes[i].Error($"{parts[i]} begins before {parts[i - 1]} has ended. The order of time is train, validation, test.");
            }
        }
    }

    private static RecipeNode? Of(RecipeSection section, string name, bool belongs, string where) => section.Find(name) is not { } node
        ? null
        : belongs ? node : throw node.Error($"belongs to {where}. Remove it, or set {where}.");

    private static SplitPart ReadPart(RecipeNode node) => SplitPart.TryParse(node.Text(), out SplitPart? part) && part is not null
        ? part
        : throw node.Error(
            $"expected a year (2016), years (2006..2015), dates (2016-01-01..2016-06-30) or a share (0.8), the first not after the last, but got {node.Describe()}.");
}
