using System.Globalization;
using System.Text.Json.Nodes;
using Unroll.Analysis.ChangePoints;
using Unroll.Tasks.Learning.Sections;

namespace Unroll.Tasks.Analysing;

/// <summary>The change points of a column, or of all columns of a series together.</summary>
/// <param name="options">Settings.</param>
public sealed class ChangePointAnalysis(ChangePointAnalysisOptions options) : SeriesAnalysis
{
    /// <summary>Methods by their names, the default first.</summary>
    public static IReadOnlyList<KeyValuePair<string, ChangePointMethod>> Methods { get; } =
    [
        new("automatic", ChangePointMethod.Automatic), new("pelt", ChangePointMethod.Pelt),
        new("binary-segmentation", ChangePointMethod.BinarySegmentation), new("window", ChangePointMethod.Window),
        new("cusum", ChangePointMethod.Cusum), new("bayesian-online", ChangePointMethod.BayesianOnline),
    ];

    /// <summary>Costs by their names, the default first.</summary>
    public static IReadOnlyList<KeyValuePair<string, CostKind>> Costs { get; } =
    [
        new("l2", CostKind.SquaredError), new("l1", CostKind.AbsoluteError), new("normal", CostKind.Normal),
        new("variance", CostKind.Variance), new("poisson", CostKind.Poisson), new("slope", CostKind.Slope),
        new("rbf", CostKind.RadialBasis), new("linear-kernel", CostKind.LinearKernel),
    ];

    /// <summary>Rules by their names, the default first.</summary>
    public static IReadOnlyList<KeyValuePair<string, PenaltyRule>> Rules { get; } =
        [new("mbic", PenaltyRule.ModifiedBic), new("elbow", PenaltyRule.Elbow)];

    /// <inheritdoc/>
    public override string Title => "Change points";

    /// <inheritdoc/>
    public override bool IsJoint => options.IsJoint;

    /// <inheritdoc/>
    public override AnalysisResult Analyse(AnalysedColumn column)
    {
        ArgumentNullException.ThrowIfNull(column);
        IReadOnlyList<AnalysedColumn> columns = column.Together.Count > 0 ? column.Together : [column];
        AnalysedColumn first = columns[0];
        ChangePointOptions search = options.Search.Method != ChangePointMethod.Automatic || options.Search.Seasons is not null
            ? options.Search : options.Search with
            {
                Seasons = [.. columns.Select(each => each.SeasonPeriods())],
            };
        FoundChangePoints found = ChangePointSearch.Find([.. columns.Select(column => column.Values)], search);
        string method = Methods.First(each => each.Value == options.Search.Method).Key;
        return new AnalysisResult
        {
            MakeDocument = () => Document(first, found, method),
            Summary = [Verdict(first, found), .. found.Notes],
            Tables = found.ChangePoints.Count == 0 ? [] : [Table(first, found)],
            MakeCharts = () => [.. Chart(columns, found), .. Elbow(found)],
            File =
            [
                new("index", [.. found.ChangePoints.Select(change => change.Index.ToString(CultureInfo.InvariantCulture))]),
                new("time", [.. found.ChangePoints.Select(change => first.TimeText(change.Index))]),
                new("low", [.. found.ChangePoints.Select(change => change.Low.ToString(CultureInfo.InvariantCulture))]),
                new("high", [.. found.ChangePoints.Select(change => change.High.ToString(CultureInfo.InvariantCulture))]),
                new("gain", [.. found.ChangePoints.Select(change => AnalysisRun.Text(change.Gain))]),
            ],
        };
    }

    private JsonObject Document(AnalysedColumn column, FoundChangePoints found, string method)
    {
        JsonObject document = new()
        {
            ["values"] = column.Values.Count(value => !double.IsNaN(value)),
            ["method"] = method,
        };
        if (options.Search.Method is ChangePointMethod.Pelt or ChangePointMethod.BinarySegmentation or ChangePointMethod.Window)
        {
            document["cost"] = Costs.First(each => each.Value == options.Search.Cost).Key;
        }

        document["change_points"] = new JsonArray(
        [
            .. found.ChangePoints.Select(change => new JsonObject
            {
                ["index"] = change.Index,
                ["time"] = column.TimeText(change.Index),
                ["low"] = change.Low,
                ["high"] = change.High,
                ["gain"] = AnalysisRun.Number(change.Gain),
            }),
        ]);
        document["notes"] = new JsonArray([.. found.Notes.Select(note => JsonValue.Create(note))]);
        document["path"] = new JsonArray(
        [
            .. found.Path.Select(step => new JsonObject
            {
                ["changes"] = step.ChangePointCount,
                ["cost"] = AnalysisRun.Number(step.Cost),
                ["criterion"] = AnalysisRun.Number(step.Criterion),
                ["penalty"] = step.Penalty is { } penalty ? AnalysisRun.Number(penalty) : null,
                ["chosen"] = step.IsChosen,
            }),
        ]);
        return document;
    }

    private static string Verdict(AnalysedColumn column, FoundChangePoints found) => found.ChangePoints.Count == 0
        ? "No change is found."
        : $"{CountFormatter.Format(found.ChangePoints.Count, "changes")}, at "
            + $"{string.Join(", ", found.ChangePoints.Select(change => column.TimeText(change.Index)))}.";

    private static TableSection Table(AnalysedColumn column, FoundChangePoints found) => new(
        "Changes", [new("Time"), new("Index"), new("From"), new("To"), new("Gain")],
        [
            .. found.ChangePoints.Select(change => (IReadOnlyList<object?>)
                [column.TimeText(change.Index), change.Index, column.TimeText(change.Low), column.TimeText(change.High), change.Gain]),
        ])
    {
        Note = "The time is that of the first point after the change, with a 95 % interval. The gain is what the change saves of the cost.",
    };

    /// <summary>The series, their segments, and an upright line at each change with the interval of its place.</summary>
    private static IEnumerable<SeriesSection> Chart(IReadOnlyList<AnalysedColumn> columns, FoundChangePoints found)
    {
        if (columns[0].Values.Length < 2)
        {
            yield break;
        }

        SeriesSection charts = SeriesCharts.Over(
            "Series and segments", columns[0],
            [
                .. columns.Select((column, i) => new SeriesPanel(
                    new ChartAxis(column.Column),
                    [
                        SeriesCharts.Given(column),
                        .. i < found.Curves.Count ? [new SeriesLine("segments", found.Curves[i])] : Array.Empty<SeriesLine>(),
                    ])),
            ]);
        yield return charts with
        {
            Marks = [.. found.ChangePoints.Select(change => new SeriesMark("changes", charts.Places[change.Index])
            {
                From = charts.Places[change.Low],
                To = charts.Places[change.High],
            })],
        };
    }

    /// <summary>The costs and the criterion over the number of changes.</summary>
    private static IEnumerable<SeriesSection> Elbow(FoundChangePoints found)
    {
        PathStep[] path = [.. found.Path.Where(step => double.IsFinite(step.Criterion)).OrderBy(step => step.ChangePointCount)];
        if (path.Length < 2)
        {
            yield break;
        }

        PathStep chosen = path.First(step => step.IsChosen);
        yield return new SeriesSection(
            "Cost by the number of changes", new ChartAxis("changes") { IsWhole = true },
            [.. path.Select(step => (double)step.ChangePointCount)],
            [
                new SeriesPanel(new ChartAxis("cost"), [new SeriesLine("cost", [.. path.Select(step => step.Cost)])]),
                new SeriesPanel(new ChartAxis("criterion"), [new SeriesLine("criterion", [.. path.Select(step => step.Criterion)])]),
            ])
        {
            Marks = [new SeriesMark("chosen", chosen.ChangePointCount)],
            Note = "Real changes save much of the cost, later ones no more than noise does. The criterion is the cost with what the rule "
                + $"adds for each change; its least is taken: {CountFormatter.Format(chosen.ChangePointCount, "changes")}.",
        };
    }
}
