using Unroll.Series.Preparing;

namespace Unroll.Tasks.Recipes;

/// <summary>The steps that change rows.</summary>
internal static partial class StepSection
{
    private static PreparingStep ReadResample(RecipeNode value)
    {
        RecipeSection? section = SectionOf(value, "resample");
        ResampleOptions options = new()
        {
            Every = section is null ? value.Span() : Span(section, "every"),
            Calendar = Find(section, "calendar", node => node.OneOf(
                ("week", CalendarPeriod.Week), ("month", CalendarPeriod.Month), ("quarter", CalendarPeriod.Quarter), ("year", CalendarPeriod.Year)), CalendarPeriod.None),
            Method = Find(section, "method", ReadStatistic, Statistic.Mean),
            Methods = section?.Find("methods") is { } methods ? methods.Pairs().ToDictionary(pair => pair.Key, pair => ReadStatistic(pair.Value)) : null,
            FromStart = Flag(section, "from-start"),
            ClosedRight = Find(section, "closed", ReadRight, false),
            LabelRight = Find(section, "label", ReadRight, false),
            SkipEmpty = Find(section, "empty", node => node.OneOf(("keep", false), ("skip", true)), false),
            Partial = Find(section, "partial", node => node.OneOf(("keep", PartialIntervals.Keep), ("drop", PartialIntervals.Drop)), PartialIntervals.Automatic),
            Upsample = Find(section, "upsample", node => node.OneOf(
                ("none", UpsampleMethod.None), ("forward", UpsampleMethod.Forward), ("linear", UpsampleMethod.Linear)), UpsampleMethod.None),
        };
        return Make(value, () => new ResampleStep(options));
    }

    private static PreparingStep ReadWindowFeatures(RecipeNode value)
    {
        RecipeSection? section = SectionOf(value, "window-features");
        WindowFeatureOptions options = new()
        {
            Columns = Columns(section),
            Rows = Whole(section, "rows"),
            Span = section is null ? value.Span() : Span(section, "span"),
            FromStart = Flag(section, "from-start"),
            Statistics = ReadStatistics(section),
            SkipEmpty = Find(section, "empty", node => node.OneOf(("keep", false), ("skip", true)), false),
            DropPartial = Flag(section, "drop-partial"),
        };
        return Make(value, () => new WindowFeatureStep(options));
    }

    private static PreparingStep ReadCrop(RecipeNode value)
    {
        RecipeSection section = value.Section($"{Path}.crop");
        CropOptions options = new()
        {
            Rows = Whole(section, "rows"),
            Span = Span(section, "span"),
            FromEnd = Find(section, "keep", node => node.OneOf(("start", false), ("end", true)), false),
        };
        return Make(value, () => new CropStep(options));
    }

    private static bool ReadRight(RecipeNode node) => node.OneOf(("left", false), ("right", true));
}
