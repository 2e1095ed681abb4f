using System.Globalization;
using Unroll.Series.Frames;
using Unroll.Series.Windowing;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Forecasting;

/// <summary>Divides series into training, validation and test as a recipe says; a walk forward does so several times.</summary>
internal static class ForecastFolds
{
    /// <summary>The parts of each series, once for each fold.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="series">The series, their rows as they will be windowed.</param>
    /// <exception cref="InputException">A part would have no rows.</exception>
    public static IReadOnlyList<IReadOnlyList<SeriesParts>> Of(Recipe recipe, SeriesSet series)
    {
        SplitRecipe split = recipe.Split;
        return split.By switch
        {
            SplitKind.WalkForward => [.. Enumerable.Range(0, split.Folds).Select(fold => Each(series, one => WalkForward(split, one.Frame, fold)))],
            SplitKind.Group => [Groups(recipe, series)],
            SplitKind.Shuffled => [Each(series, (one, index) => Shuffled(recipe, one.Frame.RowCount, (ulong)index))],
            _ when split.IsByShare => [Each(series, one => new SeriesParts(Shares(split, one.Frame.RowCount)))],
            _ => [ByTime(split, series)],
        };
    }

    private static ChronologicalSplit Shares(SplitRecipe split, int rows) => Embargoed(
        ChronologicalSplit.ByShares(rows, split.Train.Share ?? 0, split.Validation.Share ?? 0, split.Test.Share ?? 0), split.Embargo);

    /// <summary>The later parts begin some rows later.</summary>
    private static ChronologicalSplit Embargoed(ChronologicalSplit split, int rows) => rows == 0 ? split : split with
    {
        Validation = Later(split.Validation, rows, "validation"),
        Test = Later(split.Test, rows, "test"),
    };

    private static RowRange Later(RowRange part, int rows, string name) => part.Count > rows
        ? new RowRange(part.Start + rows, part.Count - rows)
        : throw new InputException($"split.embargo leaves out {rows} rows before the {name} part, which has {part.Count}: give a longer part, or a shorter embargo.");

    /// <summary>By the same dates for all series. A series may lie outside a part; not all of them may.</summary>
    private static SeriesParts[] ByTime(SplitRecipe split, SeriesSet series)
    {
        if (series.Count == 1)
        {
            TimeIndex time = series[0].Frame.Time;
            return
            [
                new(Embargoed(
                    ChronologicalSplit.ByTime(
                        time, (split.Train.First, split.Train.Last), (split.Validation.First, split.Validation.Last), (split.Test.First, split.Test.Last)),
                    split.Embargo)),
            ];
        }

        SeriesParts[] parts = Each(series, one => new SeriesParts(
            Rows(one.Frame.Time, split.Train, 0), Rows(one.Frame.Time, split.Validation, split.Embargo), Rows(one.Frame.Time, split.Test, split.Embargo)));
        RequireRows(parts.Any(part => part.Training.Count > 0), "train", split.Train);
        RequireRows(parts.Any(part => part.Validation.Count > 0), "validation", split.Validation);
        RequireRows(parts.Any(part => part.Test.Count > 0), "test", split.Test);
        return parts;
    }

    private static RowRange[] Rows(TimeIndex time, SplitPart part, int embargo)
    {
        int start = time.IndexAtOrAfter(part.First) + embargo;
        int end = part.Last == DateTime.MaxValue ? time.Count : time.IndexAtOrAfter(part.Last.AddTicks(1));
        return end > start ? [new RowRange(start, end - start)] : [];
    }

    private static void RequireRows(bool has, string name, SplitPart part)
    {
        if (!has)
        {
            throw new InputException($"No series has rows in the {name} part, {part}: give a range that the data have.");
        }
    }

    /// <summary>The first fold's parts are at the start; each further fold lies a test part later.</summary>
    private static SeriesParts WalkForward(SplitRecipe split, Frame frame, int fold)
    {
        int rows = frame.RowCount;
        int test = (int)(rows * (split.Test.Share ?? 0));
        int training = (int)(rows * (split.Train.Share ?? 0));
        int validation = (int)(rows * (split.Validation.Share ?? 0));
        int moved = fold * test;
        if (test < 1 || training < 1 || validation < 1)
        {
            throw new InputException($"{rows} rows are too few for shares of {split.Train}, {split.Validation} and {split.Test}: each part needs rows.");
        }

        int start = split.Rolling ? moved : 0;
        return new SeriesParts(Embargoed(
            new ChronologicalSplit(
                new RowRange(start, training + moved - start),
                new RowRange(training + moved, validation),
                new RowRange(training + moved + validation, test)),
            split.Embargo));
    }

    /// <summary>Whole series, those of a group together.</summary>
    private static SeriesParts[] Groups(Recipe recipe, SeriesSet series)
    {
        string[] groups = [.. series.Cases.Select(one => GroupOf(recipe, series, one))];
        string[] order = [.. groups.Distinct(StringComparer.Ordinal)];
        if (order.Length < 3)
        {
            throw new InputException(
                $"split.by: group needs at least 3 groups of series, one for each part, but the data have {order.Length}: name the column that tells series apart in data.id, or use by: time.");
        }

        new RandomStream(recipe.Train.Seed, 1).Shuffle<string>(order);
        ChronologicalSplit places = Shares(recipe.Split with { Embargo = 0 }, order.Length);
        return Each(series, (one, index) =>
        {
            RowRange[] all = [new(0, one.Frame.RowCount)];
            int place = Array.IndexOf(order, groups[index]);
            return new SeriesParts(
                places.Training.Contains(place) ? all : [], places.Validation.Contains(place) ? all : [], places.Test.Contains(place) ? all : []);
        });
    }

    private static string GroupOf(Recipe recipe, SeriesSet series, SeriesCase one)
    {
        if (recipe.Split.Group is not { } name)
        {
            return one.Id;
        }

        int column = series.StaticNames.ToList().IndexOf(name);
        return column >= 0
            ? one.Statics[column].ToString(CultureInfo.InvariantCulture)
            : throw new InputException($"split.group names '{name}', which is no static column: list it in data.statics.");
    }

    /// <summary>Windows that do not overlap, at random.</summary>
    private static SeriesParts Shuffled(Recipe recipe, int rows, ulong stream)
    {
        WindowRecipe window = recipe.Window;
        int reach = window.Length + window.Gap;
        int count = rows < reach + window.Horizon ? 0 : ((rows - reach - window.Horizon) / window.Stride) + 1;
        if (count < 3)
        {
            throw new InputException($"{rows} rows have {count} windows of {reach + window.Horizon} rows that do not overlap; three parts need at least 3: use split.by: time.");
        }

        int[] order = [.. Enumerable.Range(0, count)];
        new RandomStream(recipe.Train.Seed, stream + 2).Shuffle<int>(order);
        ChronologicalSplit places = Shares(recipe.Split with { Embargo = 0 }, count);
        return new SeriesParts(Targets(places.Training), Targets(places.Validation), Targets(places.Test));

        RowRange[] Targets(RowRange part) =>
            [.. order[part.Start..part.End].Order().Select(place => new RowRange((place * window.Stride) + reach, window.Horizon))];
    }

    private static SeriesParts[] Each(SeriesSet series, Func<SeriesCase, SeriesParts> divide) => Each(series, (one, _) => divide(one));

    private static SeriesParts[] Each(SeriesSet series, Func<SeriesCase, int, SeriesParts> divide) => [.. series.Cases.Select(divide)];
}
