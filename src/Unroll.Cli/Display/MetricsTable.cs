using System.Globalization;
using Spectre.Console;
using Unroll.Tasks.Evaluation;
using Unroll.Tasks.Forecasting;

namespace Unroll.Cli.Display;

/// <summary>The scores of a network beside those of the naive forecasts.</summary>
internal static class MetricsTable
{
    /// <summary>Draws the table of one part of the data.</summary>
    /// <param name="console">Where to.</param>
    /// <param name="evaluation">The scores.</param>
    /// <param name="unit">Unit of the series, or null.</param>
    internal static void Draw(IAnsiConsole console, PartEvaluation evaluation, string? unit)
    {
        string suffix = string.IsNullOrEmpty(unit) ? "" : $" {unit}";
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumn(new TableColumn(Markup.Escape(Title(evaluation))));
        foreach (string heading in (string[])[$"MAE{suffix}", $"RMSE{suffix}", "MAPE %", "sMAPE %", "MASE"])
        {
            table.AddColumn(new TableColumn(Markup.Escape(heading)).RightAligned());
        }

        AddRow(table, "this network", evaluation.Model, "bold");
        foreach ((string name, ForecastScores scores) in evaluation.Baselines)
        {
            AddRow(table, name, scores, "default");
        }

        console.Write(table);
    }

    private static string Title(PartEvaluation evaluation)
    {
        if (evaluation.Predictions.Count == 0)
        {
            return evaluation.Part;
        }

        Prediction first = evaluation.Predictions.MinBy(prediction => prediction.Time);
        Prediction last = evaluation.Predictions.MaxBy(prediction => prediction.Time);
        return $"{(evaluation.Target.Length == 0 ? "" : evaluation.Target + ", ")}{evaluation.Part}, {TimeFormatter.Of(first.Time, first.Zone)} to {TimeFormatter.Of(last.Time, last.Zone)}";
    }

    private static void AddRow(Table table, string name, ForecastScores scores, string style)
    {
        string[] cells = [name, Text(scores.Mae), Text(scores.Rmse), Text(scores.Mape), Text(scores.Smape), Text(scores.Mase)];
        table.AddRow([.. cells.Select(cell => new Markup($"[{style}]{Markup.Escape(cell)}[/]"))]);
    }

    // Four digits that count, whatever the size of the series.
    private static string Text(double value)
    {
        if (!double.IsFinite(value))
        {
            return "–";
        }

        double size = Math.Abs(value);
        string format = size >= 10_000_000 ? "0.00e+0" : size >= 1000 ? "0" : size >= 100 ? "0.0" : size >= 10 ? "0.00" : size >= 0.001 || size == 0 ? "0.000" : "0.00e+0";
        return value.ToString(format, CultureInfo.InvariantCulture);
    }
}
