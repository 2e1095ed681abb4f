using System.Globalization;
using Unroll.Series.Preparing;
using Unroll.Series.Windowing;
using Unroll.Tasks.Evaluation;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Forecasting;

/// <summary>The prediction intervals that a recipe asks for, of one target.</summary>
/// <param name="Levels">Their levels, rising; none where the recipe wants none.</param>
/// <param name="Bounds">What the intervals of each level are built around.</param>
internal sealed record IntervalPlan(IReadOnlyList<double> Levels, IReadOnlyList<IntervalBounds> Bounds)
{
    private static readonly double[] _defaultLevels = [0.8, 0.95];

    /// <summary>The intervals of a target.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="target">The target column.</param>
    /// <param name="quantiles">Levels of the quantiles that are forecast; none where a forecast is a single number.</param>
    /// <exception cref="InputException">The recipe wants intervals of quantiles, but the loss forecasts no pair of them.</exception>
    public static IntervalPlan Of(Recipe recipe, string target, IReadOnlyList<double> quantiles)
    {
        IntervalRecipe wanted = recipe.Section(ForecastTask.Intervals);
        IReadOnlyList<KeyValuePair<double, IntervalBounds>> pairs = IntervalBounds.Pairs(quantiles);
        if (wanted.Method == IntervalMethod.Quantile && pairs.Count == 0)
        {
            throw recipe.Error(
                "intervals.method",
                $"quantile builds intervals of two quantiles whose levels add up to 1, but the loss of {target} forecasts "
                + (quantiles.Count == 0 ? "single numbers" : $"the quantiles {string.Join(", ", quantiles.Select(Text))}")
                + ". Take method: conformal, or train with loss: {quantile: [0.1, 0.5, 0.9]}.");
        }

        if (wanted.Method == IntervalMethod.None)
        {
            return new([], []);
        }

        bool isOfQuantiles = pairs.Count > 0 && wanted.Method != IntervalMethod.Conformal;
        double[] levels =
        [
            .. (wanted.Levels ?? [.. _defaultLevels, .. isOfQuantiles ? pairs.Select(pair => pair.Key) : []]).Distinct().Order(),
        ];
        return new(levels, [.. levels.Select(level => isOfQuantiles ? IntervalBounds.Nearest(pairs, level) : default)]);
    }

    /// <summary>Refuses levels that the recipe names, but that there are too few validation windows for.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="windows">The windows of the validation part; null where there is none.</param>
    /// <param name="prepared">Their series.</param>
    /// <exception cref="InputException">There are too few.</exception>
    public static void RequireWindows(Recipe recipe, SeriesWindows? windows, PreparedSet prepared)
    {
        IntervalRecipe wanted = recipe.Section(ForecastTask.Intervals);
        if (wanted.Levels is not { Count: > 0 } levels || wanted.Method == IntervalMethod.None)
        {
            return;
        }

        double highest = levels.Max();
        int needed = ConformalQuantile.RequiredScores(highest);
        foreach (string target in recipe.Data.Targets)
        {
            int known = windows is null ? 0 : KnownWindows(windows, prepared, target);
            if (known < needed)
            {
                throw recipe.Error("intervals.levels", string.Create(
                    CultureInfo.InvariantCulture,
                    $"a {IntervalNames.Of(highest)} prediction interval takes {CountFormatter.Format(needed, "windows")} of the validation "
                    + $"part to calibrate on, but there {(known == 1 ? "is" : "are")} {known}. Give the validation part more rows, or ")
                    + (known == 0
                        ? "leave the levels out."
                        : $"levels of at most {Text(Math.Floor(1000d * known / (known + 1)) / 1000)}."));
            }
        }
    }

    /// <summary>The windows whose truth is known, at the step that fewest have.</summary>
    private static int KnownWindows(SeriesWindows windows, PreparedSet prepared, string target)
    {
        Dictionary<string, PreparedItem> items = prepared.Items.ToDictionary(item => item.Id, StringComparer.Ordinal);
        int[] known = new int[windows.Layout.Horizon];
        double[] values = new double[known.Length];
        for (int window = 0; window < windows.Count; window++)
        {
            items[windows.Series(windows.SeriesOf(window)).Id].Raw.CopyColumn(
                target, windows.Origin(window) + windows.Layout.Gap + 1, values);
            for (int step = 0; step < known.Length; step++)
            {
                known[step] += double.IsNaN(values[step]) ? 0 : 1;
            }
        }

        return known.Min();
    }

    private static string Text(double level) => level.ToString("0.######", CultureInfo.InvariantCulture);
}
