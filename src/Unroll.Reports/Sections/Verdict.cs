using Unroll.Reports.Html;
using Unroll.Tasks.Evaluation;
using Unroll.Tasks.Forecasting;

namespace Unroll.Reports.Sections;

/// <summary>
/// The one figure that a run comes to, and what it is measured against: the MAPE, or the MAE where the MAPE is not defined because a true
/// value is zero.
/// </summary>
/// <param name="Measure">Its name: <c>MAPE</c> or <c>MAE</c>.</param>
/// <param name="Text">The figure with its unit.</param>
/// <param name="Bars">The same measure of the network and of the baselines, the network first.</param>
/// <param name="Advantage">Share of the baseline's error that the network does without: 0.6 is 60 % less; NaN without a baseline.</param>
/// <param name="Baseline">What it is compared with: the seasonal-naive forecast if there is one.</param>
internal sealed record Verdict(string Measure, string Text, IReadOnlyList<VerdictBar> Bars, double Advantage, string Baseline)
{
    private const string SeasonalNaive = "seasonal-naive";
    private const string Naive = "naive";

    /// <summary>The verdict on a part.</summary>
    /// <param name="part">The part, usually <c>test</c>.</param>
    /// <param name="unit">The target's unit.</param>
    public static Verdict Of(PartEvaluation part, string? unit)
    {
        bool relative = double.IsFinite(part.Model.Mape);
        List<VerdictBar> bars = [Bar("This network", part.Model)];
        foreach (string name in new[] { SeasonalNaive, Naive })
        {
            if (part.Baselines.TryGetValue(name, out ForecastScores? scores) && double.IsFinite(Value(scores)))
            {
                bars.Add(Bar(ScoresTable.NameOf(name), scores));
            }
        }

        double advantage = bars.Count > 1 && bars[1].Value > 0 ? 1 - (bars[0].Value / bars[1].Value) : double.NaN;
        string baseline = part.Baselines.ContainsKey(SeasonalNaive) ? "the seasonal-naive forecast" : "the naive forecast";
        return new Verdict(relative ? "MAPE" : "MAE", bars[0].Text, bars, advantage, baseline);

        double Value(ForecastScores scores) => relative ? scores.Mape : scores.Mae;

        VerdictBar Bar(string name, ForecastScores scores) =>
            new(name, Value(scores), relative ? Figures.Percent(scores.Mape) : Figures.Quantity(scores.Mae, unit, 3));
    }

    /// <summary>The comparison in words, to be stressed: <c>60 % less error</c>; empty without a baseline.</summary>
    public string Comparison => Advantage switch
    {
        double.NaN => "",
        > 0.005 => $"{Math.Round(100 * Advantage):0} % less error",
        < -0.005 => $"{Math.Round(-100 * Advantage):N0} % more error",
        _ => "No better",
    };

    /// <summary>The style of the comparison: better, worse, or neither.</summary>
    public string Tone => Advantage switch { > 0.005 => "better", < -0.005 => "worse", _ => "even" };
}
