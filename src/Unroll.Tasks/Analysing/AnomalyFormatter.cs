using System.Globalization;
using System.Text.Json.Nodes;
using Unroll.Analysis.Anomalies;
using Unroll.Tasks.Learning.Sections;

namespace Unroll.Tasks.Analysing;

/// <summary>Anomalies of a column for people, for programs, as rows of a file and as charts.</summary>
internal static class AnomalyFormatter
{
    private const int MostRows = 50;

    /// <summary>The result of an analysis.</summary>
    /// <param name="column">The column.</param>
    /// <param name="method">The name of the detector.</param>
    /// <param name="detector">The detector.</param>
    /// <param name="found">What it found.</param>
    public static AnalysisResult Format(AnalysedColumn column, string method, AnomalyDetector detector, AnomalyScores found)
    {
        Dictionary<Anomaly, int> ranks = found.Anomalies.OrderByDescending(anomaly => found.Raw.Values[anomaly.Peak])
            .Select((anomaly, rank) => (anomaly, rank)).ToDictionary(pair => pair.anomaly, pair => pair.rank + 1);
        return new AnalysisResult
        {
            MakeDocument = () => ProfileFormatter.With(column, found.Raw.Profile, new JsonObject
            {
                ["values"] = column.Values.Count(value => !double.IsNaN(value)),
                ["method"] = method,
                ["settings"] = detector.Settings,
                ["threshold"] = AnalysisRun.Number(found.Threshold),
                ["unit"] = found.Raw.Unit,
                ["anomalies"] = new JsonArray(
                [
                    .. found.Anomalies.Select(anomaly => new JsonObject
                    {
                        ["start"] = anomaly.Start,
                        ["end"] = anomaly.End,
                        ["time"] = column.TimeText(anomaly.Start),
                        ["end_time"] = column.TimeText(anomaly.End),
                        ["peak"] = anomaly.Peak,
                        ["score"] = AnalysisRun.Number(anomaly.Score),
                        ["p_value"] = AnalysisRun.Number(anomaly.PValue),
                        ["rank"] = ranks[anomaly],
                    }),
                ]),
                ["notes"] = new JsonArray([.. found.Raw.Notes.Select(note => JsonValue.Create(note))]),
                ["scores"] = AnalysisRun.Numbers(found.Scores),
            }),
            Summary = [Verdict(column, found), .. found.Raw.Notes, .. ProfileFormatter.Sentences(column, found.Raw.Profile)],
            Tables = found.Anomalies.Count == 0 ? [] : [Table(column, found, ranks)],
            MakeCharts = () => [Chart(column, found), .. ProfileFormatter.Charts(column, found.Raw.Profile)],
            File =
            [
                TextColumn.Stamps(column),
                TextColumn.Of("value", column.Values),
                TextColumn.Of("score", found.Scores),
                TextColumn.Of("anomaly", found.IsAnomaly.Length, row => found.IsAnomaly[row] ? "1" : "0"),
            ],
        };
    }

    private static string Verdict(AnalysedColumn column, AnomalyScores found)
    {
        if (found.Anomalies.Count == 0)
        {
            return string.Create(
                CultureInfo.InvariantCulture, $"No anomaly: no score is above {found.Threshold:G4} {found.Raw.Unit}.");
        }

        Anomaly first = found.Anomalies.MaxBy(anomaly => found.Raw.Values[anomaly.Peak])!;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{CountFormatter.Format(found.Anomalies.Count, "anomalies")}, the strongest at {column.TimeText(first.Peak)}: ")
            + string.Create(
                CultureInfo.InvariantCulture,
                $"{found.Raw.Values[first.Peak]:G4} {found.Raw.Unit}, where {found.Threshold:G4} is the threshold.");
    }

    private static TableSection Table(AnalysedColumn column, AnomalyScores found, Dictionary<Anomaly, int> ranks) => new(
        "Anomalies",
        [new("Rank"), new("From"), new("To"), new("Rows"), new("Score"), new("p-value")],
        [
            .. found.Anomalies.OrderBy(anomaly => ranks[anomaly]).Take(MostRows).Select(anomaly => (IReadOnlyList<object?>)
            [
                ranks[anomaly], column.TimeText(anomaly.Start), column.TimeText(anomaly.End), anomaly.End - anomaly.Start + 1,
                anomaly.Score, anomaly.PValue.ToString("G2", CultureInfo.InvariantCulture),
            ]),
        ])
    {
        Note = "The score is 0.5 at the threshold and at most 1. The p-value is the probability that usual values have such a score "
            + "anywhere in a series as long.",
    };

    private static SeriesSection Chart(AnalysedColumn column, AnomalyScores found)
    {
        SeriesLine[] expected = found.Raw.Expected is { } curve ? [new SeriesLine("expected", curve)] : [];
        double[] unusual = [.. column.Values.Select((value, row) => found.IsAnomaly[row] ? value : double.NaN)];
        SeriesSection charts = SeriesCharts.Over(
            "Series, anomalies and scores", column,
            [
                new SeriesPanel(
                    new ChartAxis(column.Column),
                    [SeriesCharts.Given(column), .. expected, new SeriesLine("anomaly", unusual) { Kind = SeriesLineKind.Dots }]),
                new SeriesPanel(
                    new ChartAxis("score") { Minimum = 0, Maximum = 1 },
                    [new SeriesLine("score", found.Scores), SeriesCharts.Constant("threshold", 0.5, found.Scores.Length)]),
                .. ProfileFormatter.Panels(column, found.Raw.Profile),
            ]);
        return charts with
        {
            Marks =
            [
                .. found.Anomalies.Where(anomaly => anomaly.End > anomaly.Start).Select(anomaly => new SeriesMark("stretch", double.NaN)
                {
                    From = charts.Places[anomaly.Start],
                    To = charts.Places[anomaly.End],
                }),
            ],
        };
    }
}
