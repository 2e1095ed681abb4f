using System.Globalization;
using Unroll.Series.Preparing;
using Unroll.Series.Windowing;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Forecasting;

/// <summary>The checks of windows before a long training: that they fit into their parts, and can be learned from and evaluated.</summary>
internal static class WindowChecks
{
    /// <summary>The check that a window fits into a part.</summary>
    public static void RequireRoom(
        WindowLayout layout, Preparation preparation, IReadOnlyList<WindowedSeries> windowed, string name)
    {
        long before = (long)layout.MinLength + layout.Gap + preparation.WarmUp;
        int last = windowed.Max(series => series.Targets.End);
        if (last < before + layout.Horizon)
        {
            throw new InputException(string.Create(
                CultureInfo.InvariantCulture,
                    $"No window fits into the {name} part: it takes {CountFormatter.Format(before + layout.Horizon, "rows")} " +
                    $"(window.{(layout.IsPadded ? "min-length" : "length")} {layout.MinLength}") +
                (layout.Gap > 0 ? $", window.gap {layout.Gap}" : "") +
                (preparation.WarmUp > 0 ? $", steps that reach {preparation.WarmUp} further back" : "") +
                $", window.horizon {layout.Horizon}), but the part ends with row {last}. Take a shorter window, or give more rows.")
            {
                Field = "window",
            };
        }

        int most = windowed.Max(series => series.Targets.Count);
        if (most < layout.Horizon)
        {
            throw new InputException(string.Create(
                CultureInfo.InvariantCulture,
                $"No window fits into the {name} part: window.horizon is {layout.Horizon}, but at most " +
                $"{CountFormatter.Format(most, "rows")} of it follow one " +
                $"another. Take a shorter horizon, or give the part more rows."))
            { Field = "window.horizon" };
        }
    }

    /// <summary>
    /// The check that the preparation of forecasts can be inverted, and that there is a truth to evaluate against, before a long
    /// training, not after it.
    /// </summary>
    public static void RequireEvaluable(PreparedSet prepared, Preparation preparation, SeriesWindows windows, string name)
    {
        Dictionary<string, PreparedItem> items = prepared.Items.ToDictionary(item => item.Id, StringComparer.Ordinal);
        double[] values = new double[windows.Layout.Horizon];
        foreach (string target in preparation.Options.Targets)
        {
            bool hasTruth = false;
            for (int sample = 0; sample < windows.Count && !(hasTruth && preparation.InverseReach == 0); sample++)
            {
                PreparedItem item = items[windows.Series(windows.SeriesOf(sample)).Id];
                int first = windows.Origin(sample) + windows.Layout.Gap + 1;
                item.Raw.CopyColumn(target, first, values);
                hasTruth |= values.AsSpan().ContainsAnyExcept(double.NaN);
                Array.Clear(values);
                preparation.Inverse(item, target, first, values);
            }

            if (!hasTruth)
            {
                throw new InputException($"No true value of the {name} part is known, so that forecasts cannot be held against anything: " +
                    "give data with values of the target.")
                { Field = $"split.{name}" };
            }
        }
    }

    /// <summary>Refuses past covariates that a recursive forecast has nobody to forecast for.</summary>
    public static void RequireFedBack(Recipe recipe, WindowLayout layout, WindowColumns columns)
    {
        string[] others = [.. columns.Past.Except(columns.Targets)];
        if (ForecastTask.IsRecursive(recipe) && layout.Horizon > 1 && others.Length > 0)
        {
            throw recipe.Error("window.strategy",
                $"recursive forecasts go on from the targets that they forecast, but the network also sees the past of " +
                $"{string.Join(", ", others)}, which nobody forecasts. Leave it out (lags and rolling values are in the window anyway), " +
                "or take strategy: direct.");
        }
    }

    /// <summary>Windows at random may not share rows, nor what steps make of earlier ones.</summary>
    public static void RequireApart(Recipe recipe, Preparation preparation)
    {
        if (recipe.EffectiveSplit is not ShuffledWindowsSplit)
        {
            return;
        }

        if (preparation.Steps.FirstOrDefault(step => step.ReachBack is null) is { } endless)
        {
            throw new InputException(
                $"The recipe {recipe.Name} shuffles windows, but what step {endless.Name} makes of a row may come from any row before " +
                "it, so that training would see rows that " +
                "are tested on. Use split.by: time, or bound the step: impute by method: mean or seasonal, or a limit, and without " +
                "time-since; rolling and clip by rows instead of a span.")
            { Field = "split.by" };
        }

        WindowLayout layout = ForecastTask.LayoutOf(recipe);
        long needed = (long)layout.RowCount + preparation.WarmUp;
        if (layout.Stride < needed)
        {
            throw new InputException(string.Create(
                CultureInfo.InvariantCulture,
                $"The recipe {recipe.Name} shuffles windows that begin {CountFormatter.Format(layout.Stride, "rows")} apart, but steps " +
                $"reach {preparation.WarmUp} " +
                $"rows further back than a window, so that ") +
                $"training would see rows that are tested on. Use split.by: time, or window.stride: {needed}.")
            {
                Field = "window.stride",
            };
        }
    }
}
