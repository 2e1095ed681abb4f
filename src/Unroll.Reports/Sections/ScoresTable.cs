using System.Globalization;
using Unroll.Reports.Html;
using Unroll.Tasks.Evaluation;
using Unroll.Tasks.Forecasting;

namespace Unroll.Reports.Sections;

/// <summary>The table of all measures: the network and the baselines, on each part.</summary>
internal static class ScoresTable
{
    /// <summary>The order in which parts are shown: what counts comes first.</summary>
    private static readonly string[] _order = ["test", "validation"];

    /// <summary>A baseline's name as a reader sees it.</summary>
    public static string NameOf(string baseline) => baseline switch
    {
        "seasonal-naive" => "Seasonal naive",
        "naive" => "Naive",
        _ => baseline,
    };

    /// <summary>The table.</summary>
    public static Markup Of(ForecastRun run)
    {
        string unit = string.IsNullOrWhiteSpace(run.Unit) ? "" : $" ({run.Unit})";
        IEnumerable<PartEvaluation> parts = run.Parts.OrderBy(part => Array.IndexOf(_order, part.Part) is >= 0 and int place ? place : _order.Length);
        return Markup.Of($"""
            <div class="scroll" role="region" aria-label="Scores" tabindex="0">
            <table class="scores">
              <thead><tr><th scope="col">Forecast</th><th scope="col">MAE{unit}</th><th scope="col">RMSE{unit}</th><th scope="col">MAPE</th><th scope="col">sMAPE</th><th scope="col">MASE</th><th scope="col">MAE against seasonal naive</th></tr></thead>
              {parts.Select(Group)}
            </table>
            </div>
            """);
    }

    private static Markup Group(PartEvaluation part)
    {
        List<KeyValuePair<string, ForecastScores>> rows = [new("This network", part.Model)];
        rows.AddRange(part.Baselines.OrderBy(pair => pair.Key == "seasonal-naive" ? 0 : 1).Select(pair => new KeyValuePair<string, ForecastScores>(NameOf(pair.Key), pair.Value)));
        Func<ForecastScores, double>[] measures = [scores => scores.Mae, scores => scores.Rmse, scores => scores.Mape, scores => scores.Smape, scores => scores.Mase];
        double[] best = [.. measures.Select(measure => rows.Select(row => measure(row.Value)).Where(double.IsFinite).DefaultIfEmpty(double.NaN).Min())];
        double reference = part.Baselines.TryGetValue("seasonal-naive", out ForecastScores? seasonal) ? seasonal.Mae : double.NaN;
        return Markup.Of($"""
            <tbody data-part="{part.Part}">
              <tr class="group"><th colspan="7" scope="rowgroup">{Title(part.Part)} <span class="note">{Figures.Count(part.Windows, "window")}</span></th></tr>
              {rows.Select((row, i) => Row(row.Key, row.Value, measures, best, reference, own: i == 0))}
            </tbody>
            """);
    }

    private static Markup Row(
        string name, ForecastScores scores, Func<ForecastScores, double>[] measures, double[] best, double reference, bool own)
    {
        IEnumerable<Markup> cells = measures.Select((measure, i) =>
        {
            double value = measure(scores);
            string text = i is 2 or 3 ? Figures.Percent(value) : Figures.Number(value);
            return value == best[i] ? Markup.Of($"<td><b>{text}</b></td>") : Markup.Of($"<td>{text}</td>");
        });
        return Markup.Of($"<tr{(own ? new Markup(" class=\"own\"") : Markup.Empty)}><th scope=\"row\">{name}</th>{cells}<td>{Change(scores.Mae, reference)}</td></tr>");
    }

    // A true minus sign lines up with the plus sign in tabular figures.
    private static string Change(double value, double reference)
    {
        double change = 100 * ((value / reference) - 1);
        return !double.IsFinite(change) ? Figures.None
            : Math.Abs(change) < 0.05 ? "0 %"
            : $"{(change < 0 ? "−" : "+")}{Math.Abs(change).ToString("0.0", CultureInfo.InvariantCulture)} %";
    }

    /// <summary>A part's name as a reader sees it: <c>Test</c>.</summary>
    public static string Title(string name) => name switch
    {
        "" => "",
        "train" => "Training",
        _ => char.ToUpperInvariant(name[0]) + name[1..],
    };
}
