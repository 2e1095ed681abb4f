using System.Globalization;
using System.Text.Json.Nodes;
using Unroll.Analysis.Trend;
using Unroll.Tasks.Learning.Sections;

namespace Unroll.Tasks.Analysing;

/// <summary>The trend of a column: a curve, the Theil–Sen slope with its interval, and the Mann–Kendall test.</summary>
/// <param name="options">Settings.</param>
public sealed class TrendAnalysis(TrendAnalysisOptions options) : SeriesAnalysis
{
    /// <summary>The p-value above which a trend does not count.</summary>
    internal const double Level = 0.05;

    /// <inheritdoc/>
    public override string Title => "Trend";

    /// <inheritdoc/>
    public override AnalysisResult Analyse(AnalysedColumn column)
    {
        ArgumentNullException.ThrowIfNull(column);
        double[] times = column.Axis.Times, values = column.Values;
        double[] level = PhaseMedians.Without(values, column.SeasonPeriods());
        TheilSenEstimate line = TheilSen.Estimate(times, level);
        MannKendallTest test = MannKendall.Test(level);
        List<string> notes = [];
        double[] curve = Curve(column, line, notes);
        string unit = column.Axis.Unit, each = Each(unit);
        string method = NameOf(options.Method);
        return new AnalysisResult
        {
            MakeDocument = () => new JsonObject
            {
                ["values"] = values.Count(value => !double.IsNaN(value)),
                ["method"] = method,
                ["unit"] = unit,
                ["slope"] = new JsonObject
                {
                    ["estimate"] = AnalysisRun.Number(line.Slope),
                    ["low"] = AnalysisRun.Number(line.SlopeLow),
                    ["high"] = AnalysisRun.Number(line.SlopeHigh),
                    ["confidence"] = line.Confidence,
                },
                ["intercept"] = AnalysisRun.Number(line.Intercept),
                ["mann_kendall"] = new JsonObject
                {
                    ["score"] = test.Score,
                    ["tau"] = AnalysisRun.Number(test.Tau),
                    ["z"] = AnalysisRun.Number(test.Z),
                    ["p_value"] = AnalysisRun.Number(test.PValue),
                    ["variance_inflation"] = AnalysisRun.Number(test.VarianceInflation),
                },
                ["notes"] = new JsonArray([.. notes.Select(note => JsonValue.Create(note))]),
                ["trend"] = AnalysisRun.Numbers(curve),
            },
            Summary =
            [
                Verdict(line, test, each),
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Slope {line.Slope:G5} {each}, 95 % interval {line.SlopeLow:G5} to {line.SlopeHigh:G5} (Theil–Sen)."),
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Mann–Kendall: τ {test.Tau:0.000}, z {test.Z:0.00}, {Probability(test.PValue)}, the variance times ")
                + string.Create(CultureInfo.InvariantCulture, $"{test.VarianceInflation:0.00} for autocorrelation."),
                .. notes,
            ],
            MakeCharts = () =>
            [
                SeriesCharts.Over(
                    "Series and trend", column,
                    new SeriesPanel(
                        new ChartAxis(column.Column),
                        [
                            SeriesCharts.Given(column), new SeriesLine(method.Replace('-', ' '), curve),
                            .. options.Method == TrendMethod.TheilSen ? Array.Empty<SeriesLine>()
                                : [new SeriesLine("Theil–Sen line", [.. times.Select(line.At)]) { IsReference = true }],
                        ])),
            ],
            File =
            [
                TextColumn.Stamps(column),
                TextColumn.Of("value", values),
                TextColumn.Of("trend", curve),
            ],
        };
    }

    /// <summary>The name of a method, as options spell it.</summary>
    /// <param name="method">The method.</param>
    public static string NameOf(TrendMethod method) => method switch
    {
        TrendMethod.MovingAverage => "moving-average",
        TrendMethod.HodrickPrescott => "hodrick-prescott",
        TrendMethod.TheilSen => "theil-sen",
        _ => "loess",
    };

    /// <summary>For each of a unit: "a day", "an hour".</summary>
    internal static string Each(string unit)
    {
        string single = unit.EndsWith('s') ? unit[..^1] : unit;
        return single == "hour" || (single.Length > 0 && "aeio".Contains(single[0])) ? $"an {single}" : $"a {single}";
    }

    /// <summary>A p-value in words: <c>p 0.012</c>; <c>p &lt; 1e-16</c> where it is less than numbers of the test can tell.</summary>
    internal static string Probability(double value) =>
        value < 1e-16 ? "p < 1e-16" : FormattableString.Invariant($"p {value:G3}");

    private static string Verdict(TheilSenEstimate line, MannKendallTest test, string each) => test.PValue > Level
        ? string.Create(CultureInfo.InvariantCulture, $"No trend that counts: p {test.PValue:G3} is above {Level}.")
        : string.Create(
            CultureInfo.InvariantCulture,
            $"It {(test.Score > 0 ? "rises" : "falls")}, by about {Math.Abs(line.Slope):G4} {each} ({Probability(test.PValue)}).");

    private double[] Curve(AnalysedColumn column, TheilSenEstimate line, List<string> notes)
    {
        double[] values = column.Values;
        switch (options.Method)
        {
            case TrendMethod.MovingAverage:
                int window = options.Window ?? Math.Max(1, values.Length / 10);
                return MovingAverage.Centered(Gaps.Fill(values, notes), window);
            case TrendMethod.HodrickPrescott:
                return HodrickPrescott.Trend(values, options.Lambda
                    ?? (column.Axis.StepsPerYear is { } steps ? HodrickPrescott.LambdaFor(steps) : HodrickPrescott.Quarterly));
            case TrendMethod.TheilSen:
                return [.. column.Axis.Times.Select(line.At)];
            default:
                return Loess.Smooth(column.Axis.Times, values, new LoessOptions { Fraction = options.Fraction });
        }
    }
}
