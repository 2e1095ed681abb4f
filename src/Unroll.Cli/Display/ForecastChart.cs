using System.Globalization;
using System.Text;
using Spectre.Console;
using Unroll.Series.Frames;
using Unroll.Tasks.Learning;

namespace Unroll.Cli.Display;

/// <summary>A small chart for a terminal: the truth as columns of blocks, the forecast as dots over them.</summary>
internal static class ForecastChart
{
    private const int Height = 10;
    private const char Dot = '●';
    private const string Eighths = " ▁▂▃▄▅▆▇█";

    /// <summary>Draws the chart, a column a step.</summary>
    /// <param name="console">Where to.</param>
    /// <param name="points">Steps from left to right; NaN for what is not known.</param>
    /// <param name="title">What is shown.</param>
    internal static void Draw(IAnsiConsole console, IReadOnlyList<ChartPoint> points, string title)
    {
        IReadOnlyList<string> rows = Rows(points);
        if (rows.Count == 0)
        {
            return;
        }

        console.MarkupLine($"{Screen.Escape(title)}: [blue]█[/] truth  [yellow]{Dot}[/] forecast");
        foreach (string row in rows)
        {
            var text = new StringBuilder();
            foreach (char cell in row)
            {
                text.Append(
                    cell == Dot ? $"[yellow]{Dot}[/]" : cell > '▀' && Eighths.Contains(cell, StringComparison.Ordinal) ? $"[blue]{cell}[/]"
                    : Markup.Escape(cell.ToString()));
            }

            console.MarkupLine(text.ToString());
        }
    }

    /// <summary>The steps of a chart: what was and what was predicted, in the order of time.</summary>
    internal static IReadOnlyList<ChartPoint> PointsOf(PredictionChart chart)
    {
        SortedDictionary<DateTime, ChartPoint> points = [];
        foreach ((DateTime time, double value) in chart.History)
        {
            points[time] = new ChartPoint(time, value, double.NaN);
        }

        foreach ((DateTime time, double value) in chart.Predicted)
        {
            points[time] = points.GetValueOrDefault(time, new ChartPoint(time, double.NaN, double.NaN)) with { Forecast = value };
        }

        return [.. points.Values];
    }

    /// <summary>The chart's lines without colours: the columns with their axis, and the first and last time below.</summary>
    internal static IReadOnlyList<string> Rows(IReadOnlyList<ChartPoint> points)
    {
        double[] values = [.. points.SelectMany(point => new[] { point.Truth, point.Forecast }).Where(double.IsFinite)];
        if (values.Length == 0)
        {
            return [];
        }

        double low = values.Min();
        double high = values.Max();
        double margin = high > low ? (high - low) / Height : high == 0 ? 1e-6 : Math.Abs(high) / Height;
        low -= margin; // So that the smallest value still has a column to be seen.

        double largest = Math.Max(Math.Abs(high), Math.Abs(low));
        string[] labels = [Label(high, largest), Label((high + low) / 2, largest), Label(low, largest)];
        int labelWidth = labels.Max(label => label.Length);
        var rows = new List<string>();
        for (int row = 0; row < Height; row++)
        {
            string label = row == 0 ? labels[0] : row == Height / 2 ? labels[1] : row == Height - 1 ? labels[2] : "";
            var line = new StringBuilder().Append(label.PadLeft(labelWidth)).Append(" ┤");
            foreach (ChartPoint point in points)
            {
                line.Append(Cell(point, Height - 1 - row, low, high));
            }

            rows.Add(line.ToString().TrimEnd());
        }

        string first = TimeIndex.ToText(points[0].Time, zone: null);
        string last = TimeIndex.ToText(points[^1].Time, zone: null);
        int gap = Math.Max(2, points.Count - first.Length - last.Length);
        rows.Add(new string(' ', labelWidth + 2) + first + new string(' ', gap) + last);
        return rows;
    }

    private static char Cell(ChartPoint point, int level, double low, double high)
    {
        if (double.IsFinite(point.Forecast) && Math.Min(Height - 1, (int)(Scaled(point.Forecast, low, high))) == level)
        {
            return Dot;
        }

        if (!double.IsFinite(point.Truth))
        {
            return ' ';
        }

        double filled = Scaled(point.Truth, low, high) - level;
        return Eighths[(int)Math.Round(Math.Clamp(filled, 0, 1) * 8)];
    }

    private static double Scaled(double value, double low, double high) => (value - low) / (high - low) * Height;

    /// <summary>A number at the axis, in little room whatever the size of the series.</summary>
    private static string Label(double value, double largest)
    {
        double size = Math.Abs(value);
        return value.ToString(
            size >= 10_000_000 ? "0.00e+0" : size >= 100 ? "0" : size >= 1 ? "0.0" : largest >= 0.001 || size == 0 ? "0.000" : "0.00e+0",
            CultureInfo.InvariantCulture);
    }
}
