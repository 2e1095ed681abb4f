using System.Globalization;
using System.Text.Json.Nodes;
using Unroll.Analysis.Decomposition;
using Unroll.Tasks.Learning.Sections;

namespace Unroll.Tasks.Analysing;

/// <summary>A column taken apart into trend, seasons and residual.</summary>
/// <param name="options">Settings.</param>
public sealed class DecompositionAnalysis(DecompositionAnalysisOptions options) : SeriesAnalysis
{
    /// <inheritdoc/>
    public override string Title => "Decomposition";

    /// <inheritdoc/>
    public override AnalysisResult Analyse(AnalysedColumn column)
    {
        ArgumentNullException.ThrowIfNull(column);
        List<string> notes = [];
        double[] values = Gaps.Fill(column.Values, notes);
        int[] periods = options.Periods.Count > 0 ? [.. options.Periods] : column.SeasonPeriods();
        if (periods.Length == 0)
        {
            throw new InputException("No season is found in the series: give its period in rows, for example --period 12.");
        }

        if (options.Periods.Count == 0)
        {
            int[] found = periods;
            periods = options.Method == DecompositionMethod.Classical ? periods[..1] : periods;
            notes.Add($"Found {(found.Length == 1 ? "period" : "periods")}: {string.Join(" and ", found)} rows.");
            if (found.Length > periods.Length)
            {
                notes.Add($"The classical decomposition has a single season, here of {periods[0]} rows: MSTL has all (--method mstl).");
            }
        }

        (string method, SeriesDecomposition parts) = Decompose(values, periods);
        string cure = periods.Length > 1 ? "take the logarithms of the values"
            : "take the classical method with factors (--method classical --multiplicative), or the logarithms of the values";
        if (!parts.IsMultiplicative && SpreadByLevel.NoteOf(column.Values, periods.Max(), cure) is { } note)
        {
            notes.Add(note);
        }

        return new AnalysisResult
        {
            MakeDocument = () => new JsonObject
            {
                ["method"] = method,
                ["multiplicative"] = parts.IsMultiplicative,
                ["trend_strength"] = AnalysisRun.Number(parts.TrendStrength),
                ["seasons"] = new JsonArray(
                [
                    .. parts.Seasons.Select(season => new JsonObject
                    {
                        ["period"] = season.Period,
                        ["strength"] = AnalysisRun.Number(season.Strength),
                        ["values"] = AnalysisRun.Numbers(season.Values),
                    }),
                ]),
                ["notes"] = new JsonArray([.. notes.Select(note => JsonValue.Create(note))]),
                ["trend"] = AnalysisRun.Numbers(parts.Trend),
                ["residual"] = AnalysisRun.Numbers(parts.Residual),
            },
            Summary =
            [
                string.Create(CultureInfo.InvariantCulture, $"Strength of the trend {parts.TrendStrength:0.00} ({method}), ")
                + string.Join(", ", parts.Seasons.Select(season => string.Create(
                    CultureInfo.InvariantCulture, $"of the season of {season.Period} rows {season.Strength:0.00}")))
                + "; from 0, nothing, to 1, all.",
                .. notes,
            ],
            MakeCharts = () => [Chart(column, parts)],
            File =
            [
                TextColumn.Stamps(column),
                TextColumn.Of("value", column.Values),
                TextColumn.Of("trend", parts.Trend),
                .. parts.Seasons.Select(season => TextColumn.Of(
                    parts.Seasons.Count == 1 ? "seasonal" : FormattableString.Invariant($"seasonal_{season.Period}"), season.Values)),
                TextColumn.Of("residual", parts.Residual),
                .. options.IsRobust ? [TextColumn.Of("weight", parts.Weights)]
                    : Array.Empty<KeyValuePair<string, IReadOnlyList<string>>>(),
            ],
        };
    }

    private (string Method, SeriesDecomposition Parts) Decompose(double[] values, int[] periods)
    {
        StlOptions stl = new() { IsRobust = options.IsRobust, SeasonalLength = options.SeasonalLength ?? new StlOptions().SeasonalLength };
        return (options.Method, periods.Length) switch
        {
            (DecompositionMethod.Classical, 1) =>
                ("classical", ClassicalDecomposition.Decompose(values, periods[0], options.IsMultiplicative)),
            (DecompositionMethod.Classical, _) => throw new InputException(
                $"The classical decomposition is of a single period, but there are {string.Join(", ", periods)}: give one --period."),
            (_, _) when options.IsMultiplicative => throw new InputException(
                "STL adds its parts up: take the logarithm of the series, or the classical method for factors."),
            (DecompositionMethod.Stl, 1) => (options.IsRobust ? "robust stl" : "stl", Stl.Decompose(values, periods[0], stl)),
            _ => (options.IsRobust ? "robust mstl" : "mstl", Mstl.Decompose(values, periods, new MstlOptions { Stl = stl })),
        };
    }

    private static SeriesSection Chart(AnalysedColumn column, SeriesDecomposition parts) => SeriesCharts.Over(
        "Series and its parts", column,
        [
            new SeriesPanel(new ChartAxis(column.Column), [SeriesCharts.Given(column), new SeriesLine("trend", parts.Trend)]),
            .. parts.Seasons.Select(season => new SeriesPanel(
                new ChartAxis(FormattableString.Invariant($"season of {season.Period} rows")),
                [new SeriesLine(FormattableString.Invariant($"season of {season.Period}"), season.Values)])),
            new SeriesPanel(new ChartAxis("residual"), [new SeriesLine("residual", parts.Residual) { Kind = SeriesLineKind.Bars }]),
        ]);
}
