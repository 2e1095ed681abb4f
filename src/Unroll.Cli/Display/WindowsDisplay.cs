using System.Globalization;
using Spectre.Console;
using Unroll.Series.Windowing;
using Unroll.Tasks.Forecasting;

namespace Unroll.Cli.Display;

/// <summary>The rows and stamps of the first, a middle and the last window of each part, inputs and targets apart.</summary>
internal static class WindowsDisplay
{
    /// <summary>Draws the windows of plans: of one, or of the folds of a walk forward.</summary>
    /// <param name="screen">Where to.</param>
    /// <param name="plans">The plans.</param>
    /// <param name="folds">How many there are.</param>
    internal static void Draw(Screen screen, IEnumerable<ForecastPlan> plans, int folds)
    {
        int fold = 0;
        foreach (ForecastPlan plan in plans)
        {
            if (fold++ == 0)
            {
                DrawShape(screen, plan);
            }

            string where = folds == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $"fold {fold} of {folds}, ");
            foreach ((string part, SeriesWindows windows) in plan.Windows)
            {
                screen.Line();
                screen.Line(where + Heading(part, windows));
                Draw(screen.Console, plan, windows);
            }
        }
    }

    private static void DrawShape(Screen screen, ForecastPlan plan)
    {
        (WindowLayout layout, WindowColumns columns) = (plan.TrainingWindows.Layout, plan.TrainingWindows.Columns);
        string gap = layout.Gap > 0 ? string.Create(CultureInfo.InvariantCulture, $", {layout.Gap} left out") : "";
        screen.Line(string.Create(
            CultureInfo.InvariantCulture,
            $"Windows: {CountFormatter.Format(layout.Length, "rows")} in{gap}, {layout.Horizon} to be forecast; the next window begins " +
            $"{layout.Stride} further on. "
            + $"Rows count from 0."));
        screen.Line($"In, once past:  {string.Join(", ", columns.Past)}");
        WriteList(screen, "In, future:", columns.FutureCovariates);
        WriteList(screen, "In, static:", columns.StaticNames);
        WriteList(screen, "To be forecast:", columns.Targets);
        foreach (string note in plan.Notes)
        {
            screen.Line(note);
        }
    }

    private static void WriteList(Screen screen, string what, IReadOnlyList<string> names)
    {
        if (names.Count > 0)
        {
            screen.Line($"{what} {string.Join(", ", names)}");
        }
    }

    /// <summary>The windows that are shown of a part: the first, a middle and the last, each once.</summary>
    /// <param name="count">Windows of the part.</param>
    internal static IEnumerable<(string Name, int Sample)> Shown(int count) =>
        count > 2 ? [("first", 0), ("middle", count / 2), ("last", count - 1)] : count > 1 ? [("first", 0), ("last", 1)] : [("first", 0)];

    private static string Heading(string part, SeriesWindows windows)
    {
        string skipped = windows.SkippedCount == 0
            ? ""
            : string.Create(
                CultureInfo.InvariantCulture,
                $"; {windows.SkippedForMissing:N0} left out for missing values, {windows.SkippedForPauses:N0} for pauses");
        return string.Create(CultureInfo.InvariantCulture, $"{part}: {CountFormatter.Format(windows.Count, "windows")}{skipped}");
    }

    private static void Draw(IAnsiConsole console, ForecastPlan plan, SeriesWindows windows)
    {
        bool severalSeries = windows.Series(windows.SeriesOf(windows.Count - 1)).Id != windows.Series(windows.SeriesOf(0)).Id;
        string target = windows.Columns.Targets[0];
        var table = new Table { Border = TableBorder.Simple };
        foreach (string heading in (string[])[
            "", .. severalSeries ? (string[])["series"] : [], "", "rows", "from", "to", $"{target} from", "to"])
        {
            var column = new TableColumn(Screen.Escape(heading)) { NoWrap = true };
            table.AddColumn(
                heading.StartsWith(target, StringComparison.Ordinal) || table.Columns.Count == (severalSeries ? 7 : 6)
                    ? column.RightAligned() : column);
        }

        foreach ((string name, int sample) in Shown(windows.Count))
        {
            WindowDescription window = windows.Describe(sample);
            string[] series = severalSeries ? [window.SeriesId] : [];
            AddRow(table, plan, target, window.SeriesId, [name, .. series, "in"], window.Inputs);
            if (window.FutureCovariates is { } future)
            {
                AddRow(table, plan, null, window.SeriesId, ["", .. severalSeries ? (string[])[""] : [], "future covariates"], future);
            }

            AddRow(table, plan, target, window.SeriesId, ["", .. severalSeries ? (string[])[""] : [], "to forecast"], window.Targets!);
        }

        console.Write(table);
    }

    private static void AddRow(Table table, ForecastPlan plan, string? target, string series, string[] head, WindowRows rows)
    {
        bool isSingle = rows.Rows.Count == 1;
        string[] cells =
        [
            .. head,
            isSingle
                ? string.Create(CultureInfo.InvariantCulture, $"{rows.Rows.Start}")
                : string.Create(CultureInfo.InvariantCulture, $"{rows.Rows.Start}–{rows.Rows.End - 1}"),
            rows.First,
            isSingle ? "" : rows.Last,
            target is null ? "" : Text(plan.ValueAt(series, target, rows.Rows.Start)),
            target is null || isSingle ? "" : Text(plan.ValueAt(series, target, rows.Rows.End - 1)),
        ];
        table.AddRow([.. cells.Select(cell => new Markup(Screen.Escape(cell)))]);
    }

    private static string Text(double value) => double.IsNaN(value) ? "missing" : value.ToString("G7", CultureInfo.InvariantCulture);
}
