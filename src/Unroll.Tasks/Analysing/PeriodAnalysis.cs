using System.Globalization;
using System.Text.Json.Nodes;
using Unroll.Analysis.Periodicity;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Learning.Sections;

namespace Unroll.Tasks.Analysing;

/// <summary>The periods of a column, ranked, with their false-alarm probabilities.</summary>
/// <param name="options">Settings.</param>
public sealed class PeriodAnalysis(PeriodAnalysisOptions options) : SeriesAnalysis
{
    /// <inheritdoc/>
    public override string Title => "Periods";

    /// <inheritdoc/>
    public override AnalysisResult Analyse(AnalysedColumn column)
    {
        ArgumentNullException.ThrowIfNull(column);
        if (options.Method == PeriodMethod.BoxLeastSquares)
        {
            return BoxAnalysis.Of(column, options);
        }

        FoundPeriods found = PeriodSearch.Find(column.Axis.Times, column.Values, new PeriodSearchOptions
        {
            ShortestPeriod = options.Shortest,
            LongestPeriod = options.Longest,
            MaxPeriods = options.Most,
        });
        string unit = column.Axis.Unit;
        return new AnalysisResult
        {
            MakeDocument = () => new JsonObject
            {
                ["method"] = "lomb-scargle",
                ["periods"] = new JsonArray(
                [
                    .. found.Periods.Select(period => new JsonObject
                    {
                        ["period"] = AnalysisRun.Number(period.Period),
                        ["unit"] = unit,
                        ["power"] = AnalysisRun.Number(period.Power),
                        ["false_alarm_probability"] = AnalysisRun.Number(period.FalseAlarmProbability),
                        ["significant"] = period.IsSignificant,
                        ["standard_error"] = AnalysisRun.Number(period.StandardError),
                        ["amplitude"] = AnalysisRun.Number(period.Amplitude),
                        ["harmonic_of"] = period.HarmonicOf is { } whole ? AnalysisRun.Number(whole) : null,
                    }),
                ]),
                ["notes"] = new JsonArray([.. found.Notes.Select(note => JsonValue.Create(note))]),
            },
            Summary = [Verdict(found, unit), .. found.Notes],
            Tables = found.Periods.Count == 0 ? [] : [Table(found, unit)],
            MakeCharts = () => found.Periods.Count == 0 ? [] : Charts(column, found),
            File = Columns(
                ("period", period => AnalysisRun.Text(period.Period)), ("unit", _ => unit),
                ("power", period => AnalysisRun.Text(period.Power)),
                ("false_alarm_probability", period => AnalysisRun.Text(period.FalseAlarmProbability)),
                ("standard_error", period => AnalysisRun.Text(period.StandardError)),
                ("amplitude", period => AnalysisRun.Text(period.Amplitude)),
                ("harmonic_of", period => AnalysisRun.Text(period.HarmonicOf ?? double.NaN))),
        };

        KeyValuePair<string, IReadOnlyList<string>>[] Columns(params (string Name, Func<FoundPeriod, string> Text)[] columns) =>
        [
            .. columns.Select(each => KeyValuePair.Create<string, IReadOnlyList<string>>(
                each.Name, [.. found.Periods.Select(each.Text)])),
        ];
    }

    private static string Verdict(FoundPeriods found, string unit) => found.Periods.Count == 0 ? "No period is found."
        : found.Periods[0] is { IsSignificant: true } first
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"The strongest period is {first.Period:G5} {unit}: it explains {100 * first.Power:0.#} % of the variance.")
            : "No period counts: noise alone has such a peak with probability "
                + found.Periods[0].FalseAlarmProbability.ToString("G2", CultureInfo.InvariantCulture) + ".";

    private static TableSection Table(FoundPeriods found, string unit) => new(
        "Periods",
        [
            new($"Period ({unit})"), new("Standard error"), new("Power", ScoreFormat.Share), new("False alarm"), new("Amplitude"),
            new("Harmonic of"),
        ],
        [
            .. found.Periods.Select(period => (IReadOnlyList<object?>)
            [
                period.Period, period.StandardError, period.Power,
                period.FalseAlarmProbability.ToString("G2", CultureInfo.InvariantCulture), period.Amplitude, period.HarmonicOf,
            ]),
        ])
    {
        Note = "Power is the share of the variance; a false alarm, noise alone with such a peak. A harmonic shapes the course of a longer "
            + "period.",
    };

    private static List<ReportSection> Charts(AnalysedColumn column, FoundPeriods found)
    {
        string unit = column.Axis.Unit;
        List<ReportSection> charts = [];
        if (found.Spectrum.Frequencies.Count > 0)
        {
            // By frequency they ascend; by period, from the last to the first.
            charts.Add(new SeriesSection(
                "Periodogram", new ChartAxis("period", unit) { IsLogarithmic = true },
                [.. found.Spectrum.Frequencies.Reverse().Select(frequency => 1 / frequency)],
                [new SeriesPanel(new ChartAxis("power") { Minimum = 0 }, [new SeriesLine("power", [.. found.Spectrum.Power.Reverse()])])])
            {
                Marks = [.. found.Periods.Where(period => period.IsSignificant).Select(period => new SeriesMark("periods", period.Period))],
                Note = "The share of the variance that a sinusoid of each period explains by itself. Upright lines are the periods of the "
                    + "table that count.",
            });
        }

        PhaseFold fold = PhaseFold.Of(column.Axis.Times, column.Values, found.Periods[0].Period);
        charts.Add(new SeriesSection(
            "Course of the strongest period", new ChartAxis("phase") { Minimum = 0, Maximum = 1 }, fold.BinCenters,
            [
                new SeriesPanel(
                    new ChartAxis(column.Column),
                    [
                        new SeriesLine("mean", fold.BinMeans)
                        {
                            Lower = [.. fold.BinMeans.Zip(fold.BinDeviations, (mean, off) => mean - off)],
                            Upper = [.. fold.BinMeans.Zip(fold.BinDeviations, (mean, off) => mean + off)],
                            BandName = "mean ± standard deviation",
                        },
                    ]),
            ]));
        charts.Add(Correlations(column));
        return charts;
    }

    private static SeriesSection Correlations(AnalysedColumn column)
    {
        Correlogram whole = Autocorrelation.Of(column.Values), partial = Autocorrelation.Partial(column.Values);
        int count = Math.Max(whole.Values.Count, partial.Values.Count);
        return new SeriesSection(
            "Autocorrelation", new ChartAxis("lag", "rows") { IsWhole = true }, [.. Enumerable.Range(0, count).Select(lag => (double)lag)],
            [Panel("autocorrelation", whole), Panel("partial autocorrelation", partial)])
        { Note = "Within the grey band it may be chance." };

        SeriesPanel Panel(string name, Correlogram correlogram) => new(
            new ChartAxis(name),
            [
                new SeriesLine(name, Filled(correlogram.Values)) { Kind = SeriesLineKind.Bars },
                new SeriesLine("95 % band", Filled(correlogram.HalfWidths))
                {
                    IsReference = true,
                    BandName = "95 % band",
                    Lower = Filled([.. correlogram.HalfWidths.Select(half => -half)]),
                    Upper = Filled(correlogram.HalfWidths),
                },
            ]);

        double[] Filled(IReadOnlyList<double> values) => [.. values, .. Enumerable.Repeat(double.NaN, count - values.Count)];
    }
}
