using System.Globalization;
using System.Text.Json.Nodes;
using Unroll.Analysis;
using Unroll.Series.Frames;
using Unroll.Tasks.Learning.Sections;

namespace Unroll.Tasks.Analysing;

/// <summary>The rows after the last of a column as a model forecasts them: as a table, as JSON and as rows of a file.</summary>
internal sealed class ForecastRows
{
    internal const double Coverage = 0.95;

    private readonly PredictionIntervals _intervals;

    /// <summary>Names the rows.</summary>
    /// <param name="column">The column.</param>
    /// <param name="forecast">Its forecast.</param>
    internal ForecastRows(AnalysedColumn column, ForecastResult forecast)
    {
        Forecast = forecast;
        _intervals = forecast.Intervals(Coverage);
        Positions = PositionsOf(column.Axis.Times, forecast.Horizon);
        Times = TextsOf(column);
    }

    /// <summary>Their values.</summary>
    internal ForecastResult Forecast { get; }

    /// <summary>Their places on the column's axis of time.</summary>
    internal double[] Positions { get; }

    /// <summary>Their stamps as files write them; counted from the last row where steps are uneven.</summary>
    internal IReadOnlyList<string> Times { get; }

    /// <summary>A row each, with the interval.</summary>
    internal TableSection Table => new(
        "Forecast", [new("Time"), new("Forecast"), new("2.5 %"), new("97.5 %")],
        [
            .. Times.Select((time, row) =>
                (IReadOnlyList<object?>)[time, Forecast.Mean[row], _intervals.Lower[row], _intervals.Upper[row]]),
        ]);

    /// <summary>The document's field.</summary>
    internal JsonObject Document => new()
    {
        ["time"] = new JsonArray([.. Times.Select(time => JsonValue.Create(time))]),
        ["mean"] = AnalysisRun.Numbers(Forecast.Mean),
        ["standard_error"] = AnalysisRun.Numbers(Forecast.StandardError),
        ["coverage"] = Coverage,
        ["lower"] = AnalysisRun.Numbers(_intervals.Lower),
        ["upper"] = AnalysisRun.Numbers(_intervals.Upper),
    };

    /// <summary>A file's columns with the rows appended, and three columns for them.</summary>
    /// <param name="file">The file's columns, the first of them the stamps.</param>
    internal IReadOnlyList<KeyValuePair<string, IReadOnlyList<string>>> AppendTo(
        IReadOnlyList<KeyValuePair<string, IReadOnlyList<string>>> file)
    {
        int before = file[0].Value.Count, all = before + Times.Count;
        return
        [
            .. file.Select((column, index) => TextColumn.Of(
                column.Key, all, row => row < before ? column.Value[row] : index == 0 ? Times[row - before] : "")),
            Further("forecast", Forecast.Mean), Further("forecast_lower", _intervals.Lower), Further("forecast_upper", _intervals.Upper),
        ];

        KeyValuePair<string, IReadOnlyList<string>> Further(string name, double[] values) =>
            TextColumn.Of(name, all, row => row < before ? "" : AnalysisRun.Text(values[row - before]));
    }

    private static double[] PositionsOf(double[] times, int horizon)
    {
        double step = times.Length < 2 ? 1 : (times[^1] - times[0]) / (times.Length - 1);
        return [.. Enumerable.Range(1, horizon).Select(row => times[^1] + (row * step))];
    }

    private string[] TextsOf(AnalysedColumn column)
    {
        if (column.Axis.IsColumn)
        {
            return [.. Positions.Select(AnalysisRun.Text)];
        }

        if (!column.Time.IsExtensible)
        {
            return [.. Enumerable.Range(1, Forecast.Horizon).Select(row => row.ToString("+0", CultureInfo.InvariantCulture))];
        }

        TimeIndex whole = column.Time.Extend(Forecast.Horizon);
        return [.. Enumerable.Range(column.Time.Count, Forecast.Horizon).Select(whole.Text)];
    }
}
