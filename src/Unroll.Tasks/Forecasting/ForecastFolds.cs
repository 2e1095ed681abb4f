using System.Globalization;
using Unroll.Series.Frames;
using Unroll.Series.Windowing;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Forecasting;

/// <summary>The split of series into training, validation and test part by a recipe; walk-forward validation has several.</summary>
internal static class ForecastFolds
{
    private const double Slack = 1e-6;

    /// <summary>The parts of each series, once for each fold.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="series">The series, their rows as they will be windowed.</param>
    /// <exception cref="InputException">A part would have no rows.</exception>
    public static IReadOnlyList<IReadOnlyList<SeriesParts>> Of(Recipe recipe, SeriesSet series) => recipe.EffectiveSplit switch
    {
        WalkForwardSplit split => WalkForwardFolds(split, series),
        GroupedSplit split => [Parts(series, SplitPlan.OfItems(series, Groups(recipe, split, series)))],
        ShuffledWindowsSplit split =>
            [series.Items.Select((item, index) => Shuffled(recipe, split, item.Frame.RowCount, (ulong)index)).ToArray()],
        TimeSplit split => [Embargoed(Parts(series, ByTime(split, series)), split.Embargo)],
        var split => throw recipe.Error("split.by",
            $"by: {SplitRecipe.Catalogue.NameOf(split)} does not divide the rows of a forecast. Use time, walk-forward or group."),
    };

    private static SplitShares Shares(SplitRecipe split) => new(split.Train.Share ?? 0, split.Validation.Share ?? 0, split.Test.Share ?? 0);

    private static SplitPlan ByTime(TimeSplit split, SeriesSet series) => (split.Unit, series.Count) switch
    {
        (SplitUnit.Share, 1) when split.Test != SplitPart.None => SplitPlan.Of(ChronologicalSplit.ByShares(
            series[0].Frame.RowCount, split.Train.Share ?? 0, split.Validation.Share ?? 0, split.Test.Share ?? 0)),
        (SplitUnit.Share, _) => PanelSplit.ByShares(series, Shares(split)),
        (SplitUnit.Rows, _) => PanelSplit.ByRows(series, split.Train.Rows.Count, split.Validation.Rows.Count, split.Test.Rows.Count),
        (SplitUnit.RowRange, _) => PanelSplit.ByRows(series, split.Train.Rows, split.Validation.Rows, split.Test.Rows),
        _ => PanelSplit.ByTime(
            series, RangeOf(split.Train), split.HasValidation ? RangeOf(split.Validation) : null,
            split.Test == SplitPart.None ? null : RangeOf(split.Test)),
    };

    /// <summary>The note on the rows that a split by rows leaves out; null where it takes all.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="series">The series, their rows as they will be windowed.</param>
    public static string? UnusedRows(Recipe recipe, SeriesSet series)
    {
        if (recipe.EffectiveSplit is not TimeSplit { Unit: SplitUnit.Rows or SplitUnit.RowRange } split)
        {
            return null;
        }

        long used = split.Parts.Sum(part => (long)part.Value.Rows.Count) * series.Count;
        long all = series.Items.Sum(item => (long)item.Frame.RowCount);
        return used == all ? null
            : $"The split by rows uses {used.ToString("N0", CultureInfo.InvariantCulture)} of {CountFormatter.Format(all, "rows")}; the "
                + $"other {(all - used).ToString("N0", CultureInfo.InvariantCulture)} are in no part.";
    }

    private static TimeRange RangeOf(SplitPart part) => new(part.First, part.Last);

    /// <summary>The parts of each series, by its index.</summary>
    private static SeriesParts[] Parts(SeriesSet series, SplitPlan plan)
    {
        ILookup<int, RowRange>[] parts = [.. new[] { plan.Training, plan.Validation, plan.Test }.Select(
            part => part.Where(rows => rows.Rows.Count > 0).ToLookup(rows => rows.Series, rows => rows.Rows))];
        return [.. Enumerable.Range(0, series.Count).Select(
            index => new SeriesParts([.. parts[0][index]], [.. parts[1][index]], [.. parts[2][index]]))];
    }

    /// <summary>The earlier parts end some rows sooner.</summary>
    private static SeriesParts[] Embargoed(SeriesParts[] parts, int rows) => rows == 0
        ? parts
        : [.. parts.Select(part => part with
        {
            Training = Shortened(part.Training, rows, "train"),
            Validation = Shortened(part.Validation, rows, "validation"),
        })];

    private static RowRange[] Shortened(IReadOnlyList<RowRange> part, int rows, string name) =>
    [
        .. part.Select(run => run.Count > rows
            ? run with { Count = run.Count - rows }
            : throw new InputException($"An embargo leaves out {CountFormatter.Format(rows, "rows")} at the end of the {name} part, " +
                $"which has {run.Count}: give " +
                "a longer part, or a shorter embargo.") { Field = "split.embargo" }),
    ];

    private static SeriesParts[][] WalkForwardFolds(WalkForwardSplit split, SeriesSet series)
    {
        IReadOnlyList<WalkForwardFold>[] folds = [.. series.Items.Select(item =>
        {
            int rows = item.Frame.RowCount;

            // 0.29 of 100 is 29, not 28 and something.
            int Rows(SplitPart part) =>
                part.Unit == SplitUnit.Rows ? part.Rows.Count : Math.Max(1, (int)((rows * (part.Share ?? 0)) + Slack));
            return WalkForward.Split(new RowRange(0, rows), new WalkForwardOptions(split.Folds, Rows(split.Test))
            {
                TrainingRows = split.Rolling ? Rows(split.Train) : 0,
                ValidationRows = split.HasValidation ? Rows(split.Validation) : 0,
                Embargo = split.Embargo,
            });
        })];
        return
        [
            .. Enumerable.Range(0, split.Folds).Select(
                fold => folds.Select(each => PartsOf(each[fold])).ToArray()),
        ];
    }

    private static SeriesParts PartsOf(WalkForwardFold fold) =>
        new([fold.Training], fold.Validation.Count > 0 ? [fold.Validation] : [], [fold.Test]);

    /// <summary>Whole series, those of a group together.</summary>
    private static ItemSplit Groups(Recipe recipe, GroupedSplit split, SeriesSet series)
    {
        if (series.Count == 1)
        {
            throw recipe.Error("split.by",
                "group divides series, but the data have one: name the column that tells series apart in data.id, or use by: time.");
        }

        return split is { Group: { } column, Named: { } named }
            ? GroupSplit.ByNames(series, column, named, Shares(split), recipe.Train.Seed)
            : split.Group is { } name
            ? GroupSplit.ByStatic(series, name, Shares(split), recipe.Train.Seed)
            : GroupSplit.BySeries(series, Shares(split), recipe.Train.Seed);
    }

    /// <summary>Windows that do not overlap, at random: each is a run of target rows of its own.</summary>
    private static SeriesParts Shuffled(Recipe recipe, ShuffledWindowsSplit split, int rows, ulong stream)
    {
        WindowLayout layout = ForecastTask.LayoutOf(recipe);
        ShuffledSplit.RefuseOverlap(layout);
        int count = rows < layout.RowCount ? 0 : ((rows - layout.RowCount) / layout.Stride) + 1;
        ItemSplit places = ShuffledSplit.Of(count, Shares(split), recipe.Train.Seed + stream);
        return new SeriesParts(Targets(places.Training), Targets(places.Validation), Targets(places.Test));

        RowRange[] Targets(IReadOnlyList<int> part) =>
            [.. part.Order().Select(place => new RowRange((place * layout.Stride) + layout.Length + layout.Gap, layout.Horizon))];
    }
}
