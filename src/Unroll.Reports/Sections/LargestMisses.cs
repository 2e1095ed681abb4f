using System.Globalization;
using Unroll.Reports.Html;
using Unroll.Series.Frames;
using Unroll.Tasks.Forecasting;

namespace Unroll.Reports.Sections;

/// <summary>The times that the network missed by most: where to look for what it does not know.</summary>
internal static class LargestMisses
{
    private const int Rows = 6;

    /// <summary>The table; empty when there is nothing to show.</summary>
    /// <param name="part">The part.</param>
    /// <param name="unit">The target's unit.</param>
    public static Markup Of(PartEvaluation part, string? unit)
    {
        Prediction[] misses = [.. part.Predictions
            .Where(point => point.Step == 1 && double.IsFinite(point.Actual - point.Forecast))
            .OrderByDescending(point => Math.Abs(point.Actual - point.Forecast))
            .ThenBy(point => point.Time)
            .Take(Rows)];
        if (misses.Length == 0)
        {
            return Markup.Empty;
        }

        string suffix = string.IsNullOrWhiteSpace(unit) ? "" : $" ({unit})";
        return Markup.Of($"""
            <h3>Largest misses of the {part.Part} part, one step ahead</h3>
            <div class="scroll" role="region" aria-label="Largest misses" tabindex="0">
            <table class="misses">
              <thead><tr><th scope="col">Time</th><th scope="col">Actual{suffix}</th><th scope="col">Forecast{suffix}</th><th scope="col">Residual{suffix}</th><th scope="col">of actual</th></tr></thead>
              <tbody>{misses.Select(Row)}</tbody>
            </table>
            </div>
            """);
    }

    private static Markup Row(Prediction point)
    {
        double residual = point.Actual - point.Forecast;
        string weekday = TimeIndex.IsRowNumber(point.Time) ? "" : point.Time.ToString("ddd ", CultureInfo.InvariantCulture);
        return Markup.Of($"""
            <tr><th scope="row">{weekday}{Figures.Date(point.Time)}</th><td>{Figures.Number(point.Actual)}</td><td>{Figures.Number(point.Forecast)}</td><td>{Signed(Figures.Number(Math.Abs(residual), 3), residual)}</td><td>{Signed(Figures.Percent(100 * Math.Abs(residual / point.Actual)), residual)}</td></tr>
            """);
    }

    private static string Signed(string text, double sign) => text == Figures.None ? text : $"{(sign < 0 ? "−" : "+")}{text}";
}
