using Unroll.Series.Preparing;

namespace Unroll.Tasks.Recipes;

/// <summary>The steps that work on columns.</summary>
internal static partial class StepSection
{
    private static PreparingStep ReadImpute(RecipeNode value)
    {
        RecipeSection? section = SectionOf(value, "impute");
        ImputeOptions options = new()
        {
            Columns = Columns(section),
            Method = section is null && !IsBare(value, "impute") ? ReadImputeMethod(value) : Find(section, "method", ReadImputeMethod, ImputeMethod.Forward),
            Value = (double)Find(section, "value", node => node.Number(_ => true, "a number"), 0),
            Season = Find(section, "season", ReadSeason, default),
            Leading = Find(section, "leading", node => node.OneOf(("mean", LeadingGap.Mean), ("refuse", LeadingGap.Refuse), ("keep", LeadingGap.Keep)), LeadingGap.Mean),
            Limit = Whole(section, "limit"),
            Mask = Flag(section, "mask"),
            TimeSince = Flag(section, "time-since"),
            Unit = Find<TimeSpan?>(section, "unit", node => node.Span(), null),
            PerSeries = Flag(section, "per-series"),
        };
        return Make(value, () => new ImputeStep(options));
    }

    private static ImputeMethod ReadImputeMethod(RecipeNode node) => node.OneOf(
        ("forward", ImputeMethod.Forward),
        ("linear", ImputeMethod.Linear),
        ("seasonal", ImputeMethod.Seasonal),
        ("season-ago", ImputeMethod.SeasonAgo),
        ("constant", ImputeMethod.Constant),
        ("mean", ImputeMethod.Mean));

    /// <summary>A season: day, week, year, a span of time or a number of rows.</summary>
    private static Season ReadSeason(RecipeNode node) => node.Describe() switch
    {
        "day" => Season.Day,
        "week" => Season.Week,
        "year" => Season.Year,
        string text when int.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out _) => Season.Rows(node.Integer(2)),
        _ => Season.Of(node.Span()),
    };

    private static PreparingStep ReadClip(RecipeNode value)
    {
        RecipeSection? section = SectionOf(value, "clip");
        ClipMethod method = section is null && !IsBare(value, "clip") ? ReadClipMethod(value) : Find(section, "method", ReadClipMethod, ClipMethod.Hampel);
        ClipOptions options = new()
        {
            Columns = Columns(section),
            Method = method,
            Threshold = Find(section, "threshold", node => node.Number(x => x > 0, "a number above 0"), 0),
            Rows = Whole(section, "rows"),
            Span = Span(section, "span"),
            Centred = Flag(section, "centred"),
            Lower = Find(section, "lower", Share, 0),
            Upper = Find(section, "upper", Share, 0),
            ToMissing = Find(section, "to", node => node.OneOf(("limit", false), ("missing", true)), false),
            PerSeries = Flag(section, "per-series"),
        };
        return Make(value, () => new ClipStep(options));
    }

    private static ClipMethod ReadClipMethod(RecipeNode node) =>
        node.OneOf(("hampel", ClipMethod.Hampel), ("sigma", ClipMethod.Sigma), ("quantile", ClipMethod.Quantile));

    private static PreparingStep ReadDetrend(RecipeNode value)
    {
        RecipeSection? section = SectionOf(value, "detrend");
        DetrendOptions options = new()
        {
            Columns = Columns(section),
            Degree = section is null && !IsBare(value, "detrend") ? value.Integer(0, 2) : Find<int?>(section, "degree", node => node.Integer(0, 2), null),
        };
        return Make(value, () => new DetrendStep(options));
    }

    /// <summary>
    /// Refuses differences of a target that are undone by values within the gap, which are not known yet when a forecast is made: an evaluation
    /// would look at them, and a forecast could not be given.
    /// </summary>
    /// <param name="list">The list of steps.</param>
    /// <param name="targets">The targets.</param>
    /// <param name="window">The window, with a gap.</param>
    public static void RequireUndoable(RecipeNode list, IReadOnlyList<string> targets, WindowRecipe window)
    {
        int needed = window.Gap + window.Horizon;
        foreach (RecipeNode item in list.Items())
        {
            (string name, RecipeNode value) = Unfold(item);
            if (name != "difference")
            {
                continue;
            }

            DifferenceOptions options = DifferenceOf(value);
            int lag = Math.Max(1, options.Lag);
            if (lag < needed && (options.Columns is null || options.Columns.Intersect(targets).Any()))
            {
                throw value.Error(FormattableString.Invariant(
                    $"a difference to {lag} row(s) before is undone by the value of that row, but with window.gap: {window.Gap} the rows just before the forecast are not known yet. ") +
                    FormattableString.Invariant($"Take a lag of at least {needed} (gap and horizon), leave the gap out, or take differences of other columns than the target."));
            }
        }
    }

    private static PreparingStep ReadDifference(RecipeNode value)
    {
        DifferenceOptions options = DifferenceOf(value);
        return Make(value, () => new DifferenceStep(options));
    }

    private static DifferenceOptions DifferenceOf(RecipeNode value)
    {
        RecipeSection? section = SectionOf(value, "difference");
        return new DifferenceOptions
        {
            Columns = Columns(section),
            Lag = section is null && !IsBare(value, "difference") ? value.Integer(1) : Whole(section, "lag"),
            Order = Whole(section, "order"),
        };
    }

    private static PreparingStep ReadLog(RecipeNode value)
    {
        RecipeSection? section = SectionOf(value, "log");
        LogKind kind = section is null && !IsBare(value, "log") ? ReadLogKind(value) : Find(section, "kind", ReadLogKind, LogKind.Log);
        return Make(value, () => new LogStep(kind, Columns(section)));
    }

    private static LogKind ReadLogKind(RecipeNode node) => node.OneOf(("log", LogKind.Log), ("log1p", LogKind.Log1p));

    private static PreparingStep ReadPower(RecipeNode value)
    {
        RecipeSection? section = SectionOf(value, "power");
        PowerOptions options = new()
        {
            Columns = Columns(section),
            Method = section is null && !IsBare(value, "power") ? ReadPowerMethod(value) : Find(section, "method", ReadPowerMethod, PowerMethod.BoxCox),
            Lambda = Find<double?>(section, "lambda", node => node.Number(x => Math.Abs(x) <= 5, "a number from -5 to 5"), null),
            PerSeries = Flag(section, "per-series"),
        };
        return Make(value, () => new PowerStep(options));
    }

    private static PowerMethod ReadPowerMethod(RecipeNode node) => node.OneOf(("box-cox", PowerMethod.BoxCox), ("yeo-johnson", PowerMethod.YeoJohnson));

    private static PreparingStep ReadScale(RecipeNode value, string task)
    {
        RecipeSection? section = SectionOf(value, "scale");
        bool perSeries = Flag(section, "per-series");

        // A series to be classified is new, and whole: its own numbers are those of all its rows. One to be forecast goes on.
        ScaleOptions options = new()
        {
            Columns = Columns(section),
            Method = section is null && !IsBare(value, "scale") ? ReadScaleMethod(value) : Find(section, "method", ReadScaleMethod, ScaleMethod.Standard),
            PerSeries = perSeries && task != "classify",
            PerItem = perSeries && task == "classify",
        };
        return Make(value, () => new ScaleStep(options));
    }

    private static ScaleMethod ReadScaleMethod(RecipeNode node) => node.OneOf(
        ("standard", ScaleMethod.Standard), ("robust", ScaleMethod.Robust), ("min-max", ScaleMethod.MinMax), ("none", ScaleMethod.None));

    private static PreparingStep ReadLag(RecipeNode value)
    {
        RecipeSection? section = SectionOf(value, "lag");
        RecipeNode? steps = section is null && !IsBare(value, "lag") ? value : section?.Find("steps");
        LagOptions options = new()
        {
            Columns = Columns(section),
            Steps = steps is null ? null : steps.IsList ? [.. steps.Items().Select(step => step.Integer(int.MinValue))] : [steps.Integer(int.MinValue)],
        };
        return Make(value, () => new LagStep(options));
    }

    private static PreparingStep ReadRolling(RecipeNode value)
    {
        RecipeSection? section = SectionOf(value, "rolling");
        RollingOptions options = new()
        {
            Columns = Columns(section),
            Statistics = ReadStatistics(section),
            Rows = section is null ? value.Integer(1) : Whole(section, "rows"),
            Span = Span(section, "span"),
            Centred = Flag(section, "centred"),
            MinimumCount = Whole(section, "minimum-count"),
        };
        return Make(value, () => new RollingStep(options));
    }

    private static double Share(RecipeNode node) => node.Number(x => x is >= 0 and <= 1, "a number from 0 to 1");
}
