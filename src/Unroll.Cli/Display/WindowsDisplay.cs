using System.Globalization;
using Spectre.Console;
using Unroll.Series.Windowing;
using Unroll.Tasks.Forecasting;

namespace Unroll.Cli.Display;

/// <summary>Which rows and stamps fall into the first, a middle and the last window of each part, inputs and targets apart.</summary>
internal static class WindowsDisplay
{
    private const int NamesShown = 6;

    /// <summary>Draws the windows of a plan.</summary>
    /// <param name="screen">Where to.</param>
    /// <param name="plan">The plan.</param>
    internal static void Draw(Screen screen, ForecastPlan plan)
    {
        WindowLayout layout = plan.Training.Layout;
        string gap = layout.Gap > 0 ? string.Create(CultureInfo.InvariantCulture, $", {layout.Gap} left out") : "";
        screen.Line(string.Create(
            CultureInfo.InvariantCulture,
            $"Windows: {layout.Length} rows in{gap}, {layout.Horizon} to be forecast, the next {layout.Stride} further on. Values are as the network sees them."));
        screen.Line($"in at each step: {string.Join(", ", plan.Training.FeatureNames)}");
        foreach ((string part, SeriesWindows windows) in plan.Windows)
        {
            screen.Line();
            screen.Line(Heading(part, windows));
            Draw(screen.Console, windows);
        }
    }

    /// <summary>The windows that are shown of a part: the first, a middle and the last, each once.</summary>
    /// <param name="count">Windows of the part.</param>
    internal static IEnumerable<(string Name, int Sample)> Shown(int count) =>
        new[] { ("first", 0), ("middle", count / 2), ("last", count - 1) }.DistinctBy(window => window.Item2);

    private static string Heading(string part, SeriesWindows windows)
    {
        string skipped = windows.SkippedCount == 0
            ? ""
            : string.Create(CultureInfo.InvariantCulture, $"; {windows.SkippedForMissing:N0} left out for missing values, {windows.SkippedForPauses:N0} for pauses");
        return string.Create(CultureInfo.InvariantCulture, $"{part}: {windows.Count:N0} windows{skipped}");
    }

    private static void Draw(IAnsiConsole console, SeriesWindows windows)
    {
        bool severalSeries = windows.Series(windows.SeriesOf(windows.Count - 1)).Id != windows.Series(windows.SeriesOf(0)).Id;
        var table = new Table { Border = TableBorder.Simple };
        foreach (string heading in (string[])["window", .. severalSeries ? (string[])["series"] : [], "", "rows", "from", "to", "first values", "last values"])
        {
            table.AddColumn(new TableColumn(heading).NoWrap());
        }

        foreach ((string name, int sample) in Shown(windows.Count))
        {
            WindowDescription window = windows.Describe(sample);
            string[] series = severalSeries ? [window.SeriesId] : [];
            AddRow(table, [name, .. series, "in"], window.Inputs);
            if (window.Known is { } known)
            {
                AddRow(table, ["", .. severalSeries ? (string[])[""] : [], "known ahead"], known);
            }

            AddRow(table, ["", .. severalSeries ? (string[])[""] : [], "forecast"], window.Targets!);
        }

        console.Write(table);
    }

    private static void AddRow(Table table, string[] head, WindowRows rows) => table.AddRow(
    [
        .. ((string[])
        [
            .. head,
            rows.Rows.Count == 1
                ? string.Create(CultureInfo.InvariantCulture, $"{rows.Rows.Start}")
                : string.Create(CultureInfo.InvariantCulture, $"{rows.Rows.Start}–{rows.Rows.End - 1}"),
            rows.First,
            rows.Rows.Count == 1 ? "" : rows.Last,
            Values(rows.Names, rows.FirstValues),
            rows.Rows.Count == 1 ? "" : Values(rows.Names, rows.LastValues),
        ]).Select(cell => new Markup(Markup.Escape(cell))),
    ]);

    private static string Values(IReadOnlyList<string> names, IReadOnlyList<float> values)
    {
        IEnumerable<string> shown = names.Take(NamesShown).Select((name, i) => string.Create(CultureInfo.InvariantCulture, $"{name} {values[i]:0.###}"));
        return string.Join(", ", shown) + (names.Count > NamesShown ? ", …" : "");
    }
}
