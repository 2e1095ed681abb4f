using System.Globalization;
using Spectre.Console;
using Unroll.Series.Frames;
using Unroll.Tasks.Learning;

namespace Unroll.Cli.Display;

/// <summary>Predictions for people: the first rows of their table, and a chart where the task draws one.</summary>
internal static class PredictionDisplay
{
    private const int RowsShown = 31;

    /// <summary>Draws them.</summary>
    /// <param name="screen">Where to.</param>
    /// <param name="predictions">The predictions.</param>
    /// <param name="file">The file that they were written to, or null.</param>
    internal static void Draw(Screen screen, PredictionTable predictions, string? file)
    {
        IReadOnlyList<object?>[] rows = [.. predictions.Rows.Take(RowsShown)];
        int more = predictions.Rows.Skip(RowsShown).Count();
        string[] formats = [
            .. Enumerable.Range(0, predictions.Columns.Count)
                .Select(column => NumberFormatter.ColumnFormat(rows.Select(row => row[column]).OfType<double>()))];
        Table table = EvaluationDisplay.Start(predictions.Columns);
        foreach (IReadOnlyList<object?> row in rows)
        {
            EvaluationDisplay.AddRow(table, "default", row.Select((cell, column) => Text(cell, formats[column])));
        }

        screen.Console.Write(table);
        if (more > 0)
        {
            screen.Line(
                string.Create(CultureInfo.InvariantCulture, $"… and {more:N0} more{(file is null ? ": --out FILE writes them all" : "")}"));
        }

        if (predictions.Chart is { } chart)
        {
            string title = string.IsNullOrEmpty(chart.Unit) ? chart.Title : $"{chart.Title} in {chart.Unit}";
            screen.Line();
            if (chart.History.Count > 0)
            {
                screen.Line($"{title}, known to {TimeIndex.ToText(chart.History[^1].Key, zone: null)}");
            }

            ForecastChart.Draw(
                screen.Console, ForecastChart.PointsOf(chart with { Predicted = [.. chart.Predicted.Take(RowsShown)] }), title);
        }

        if (file is not null)
        {
            screen.Line();
            screen.Line($"Written to {file}");
        }
    }

    private static string Text(object? cell, string format) => cell switch
    {
        null => "–",
        double number => double.IsFinite(number) ? number.ToString(format, CultureInfo.InvariantCulture) : "–",
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => cell.ToString() ?? "",
    };
}
