using System.Globalization;
using System.Text.Json.Nodes;
using Unroll.Analysis;
using Unroll.Analysis.StateSpace;
using Unroll.Tasks.Learning.Sections;
using RegressionComponent = Unroll.Analysis.StateSpace.Regression;

namespace Unroll.Tasks.Analysing;

/// <summary>
/// A structural time series model of a column, or of several together, by maximum likelihood: variances, components over time, and
/// forecasts.
/// </summary>
/// <param name="options">Settings.</param>
public sealed class StateSpaceAnalysis(StateSpaceAnalysisOptions options) : SeriesAnalysis
{
    /// <summary>The name of the model that the data chooses.</summary>
    public const string Automatic = "automatic";

    /// <summary>The name of the model of a level that walks at random.</summary>
    internal const string LocalLevel = "local-level";

    private static readonly KeyValuePair<string, Func<StructuralComponent>>[] _models =
    [
        new(LocalLevel, () => new LocalLevel()),
        new("local-linear-trend", () => new LocalLinearTrend()),
        new("smooth-trend", () => new LocalLinearTrend(isSmooth: true)),
        new("damped-trend", () => new DampedTrend()),
        new("fixed-level", () => new LocalLevel(isFixed: true)),
    ];

    /// <summary>The names of the models, the default first.</summary>
    public static IReadOnlyList<string> Models { get; } = [Automatic, .. _models.Select(model => model.Key)];

    /// <inheritdoc/>
    public override string Title => "State space";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Regressors => options.Regressors;

    /// <inheritdoc/>
    public override bool IsJoint => options.IsJoint;

    /// <inheritdoc/>
    public override AnalysisResult Analyse(AnalysedColumn column)
    {
        ArgumentNullException.ThrowIfNull(column);
        AnalysisResult result = Fit(column);
        string[] notes = column.Together.Count == 0 ? [.. new[] { NoteOf(column) }.OfType<string>()]
            : [.. column.Together.Select(member => NoteOf(member) is { } note ? $"{member.Column}: {note}" : null).OfType<string>()];
        return notes.Length == 0 ? result : result with
        {
            Summary = [.. result.Summary, .. notes],
            MakeDocument = () =>
            {
                JsonObject document = result.Document;
                JsonArray all = (JsonArray)(document["notes"] ??= new JsonArray());
                Array.ForEach(notes, note => all.Add((JsonNode?)JsonValue.Create(note)));
                return document;
            },
        };
    }

    /// <summary>The hint at logarithms; none beside regressors, whose part of the level may have any spread.</summary>
    private string? NoteOf(AnalysedColumn column) => options.Regressors.Count > 0 ? null : SpreadByLevel.NoteOf(
        column.Values, options.Season ?? column.SeasonPeriods().LastOrDefault(1),
        "fit the model to the logarithms of the values, by a column of the file that has them");

    private AnalysisResult Fit(AnalysedColumn column)
    {
        if (options.Draws > 0)
        {
            return PosteriorResult.Of(column, Model(column).Sample(column.Values, new() { Draws = options.Draws }), options);
        }

        if (options.IsJoint)
        {
            IReadOnlyList<AnalysedColumn> columns = column.Together.Count > 0 ? column.Together : [column];
            return JointStateSpaceResult.Of(columns, new JointStructuralModel(Model(column)).Fit(
                [.. columns.Select(own => own.Column)], [.. columns.Select(own => own.Values)]), options);
        }

        StructuralFit fit = Model(column).Fit(column.Values);
        string name = NameOf(fit.Model);
        ForecastRows? rows = options.Horizon > 0 ? new(column, fit.Forecast(options.Horizon)) : null;
        IReadOnlyList<ComponentEstimate> components = fit.Components;
        string[] flat = [.. fit.Parameters.Where(parameter => parameter.StandardError is null).Select(parameter => parameter.Name)];
        return new AnalysisResult
        {
            MakeDocument = () => Document(column, fit, components, rows),
            Summary =
            [
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{name}{SeasonOf(fit.Model)}{(options.Level is null ? ", chosen by the data" : "")}: log-likelihood "
                    + $"{fit.LogLikelihood:0.000}, AIC {fit.Aic:0.00}, "
                    + $"{column.Values.Count(value => !double.IsNaN(value))} values."),
                .. fit.Parameters.Where(parameter => parameter.Name == Cycle.FrequencyParameter).Select(parameter => string.Create(
                    CultureInfo.InvariantCulture, $"The cycle lasts {2 * Math.PI / parameter.Estimate:0.00} rows.")),
                .. flat.Length == 0 ? Array.Empty<string>()
                    : [$"Without a standard error, as the likelihood is flat there or at its edge: {string.Join(", ", flat)}."],
            ],
            Tables =
            [
                new TableSection(
                    "Parameters", [new("Parameter"), new("Estimate"), new("Standard error")],
                    [
                        .. fit.Parameters.Concat(fit.Coefficients).Select(parameter =>
                            (IReadOnlyList<object?>)[parameter.Name, parameter.Estimate, parameter.StandardError]),
                    ]),
                .. rows is null ? Array.Empty<TableSection>() : [rows.Table],
            ],
            MakeCharts = () => [Chart(column, components, rows)],
            File = rows?.AppendTo(File(column, components)) ?? File(column, components),
        };
    }

    /// <summary>The columns of the file: the components over time.</summary>
    internal static IReadOnlyList<KeyValuePair<string, IReadOnlyList<string>>> File(
        AnalysedColumn column, IReadOnlyList<ComponentEstimate> components) =>
    [
        TextColumn.Stamps(column),
        TextColumn.Of("value", column.Values),
        .. components.SelectMany(component => new KeyValuePair<string, IReadOnlyList<string>>[]
        {
            TextColumn.Of(component.Name, component.Mean),
            TextColumn.Of($"{component.Name}_standard_error", component.StandardError),
        }),
    ];

    /// <summary>The name of a model by its level.</summary>
    private static string NameOf(StructuralModel model) =>
        _models.First(known => StructuralComponent.Catalogue.Write(known.Value()).ToJsonString()
            == StructuralComponent.Catalogue.Write(model.Components[0]).ToJsonString()).Key;

    private static string SeasonOf(StructuralModel model) => PeriodOf(model) is { } period ? $" with a season of {period} rows" : "";

    private static int? PeriodOf(StructuralModel model) => model.Components.Select(component => component switch
    {
        DummySeasonal dummies => dummies.Period,
        TrigonometricSeasonal waves => waves.Period,
        _ => (int?)null,
    }).FirstOrDefault(period => period is not null);

    private StructuralModel Model(AnalysedColumn column)
    {
        StructuralComponent[] season = options.Season is not { } period ? []
            : options.Harmonics is { } waves ? [new TrigonometricSeasonal(period, waves)] : [new DummySeasonal(period)];
        StructuralComponent[] cycle = options.Cycle is { } range ? [new Cycle(range.Shortest, range.Longest)] : [];
        StructuralComponent[] rest = options.Autoregression > 0 ? [new Autoregression(options.Autoregression)] : [];
        StructuralComponent[] regression = column.Regressors.Count == 0 ? []
            : [new RegressionComponent([.. column.Regressors.Select(pair => pair.Key)], [.. column.Regressors.Select(pair => pair.Value)])];
        StructuralComponent[] others = [.. season, .. cycle, .. rest, .. regression];
        StructuralModel model = options.Level is { } level ? new([Level(level), .. others])
            : StructuralSearch.Choose(column.Values, season.Length > 0 ? 1 : column.SeasonPeriods().FirstOrDefault(1), others);
        return model with { Start = options.Start, StandardErrors = options.StandardErrors };
    }

    private static StructuralComponent Level(string name) =>
        _models.FirstOrDefault(model => model.Key == name).Value?.Invoke()
            ?? throw new InputException($"There is no model \"{name}\": take one of {string.Join(", ", Models)}.");

    private JsonObject Document(
        AnalysedColumn column, StructuralFit fit, IReadOnlyList<ComponentEstimate> components, ForecastRows? rows)
    {
        JsonObject parameters = [], coefficients = [];
        foreach ((JsonObject place, ParameterEstimate parameter) in fit.Parameters.Select(parameter => (parameters, parameter))
            .Concat(fit.Coefficients.Select(parameter => (coefficients, parameter))))
        {
            place[parameter.Name] = new JsonObject
            {
                ["estimate"] = AnalysisRun.Number(parameter.Estimate),
                ["standard_error"] = parameter.StandardError is { } error ? AnalysisRun.Number(error) : null,
            };
        }

        JsonObject document = new()
        {
            ["values"] = column.Values.Count(value => !double.IsNaN(value)),
            ["model"] = NameOf(fit.Model),
            ["season"] = PeriodOf(fit.Model),
            ["start"] = options.Start == DiffuseStart.Exact ? "exact" : "approximate",
            ["log_likelihood"] = AnalysisRun.Number(fit.LogLikelihood),
            ["aic"] = AnalysisRun.Number(fit.Aic),
            ["parameters"] = parameters,
        };
        if (fit.Coefficients.Count > 0)
        {
            document["coefficients"] = coefficients;
        }

        AddTimes(document, components, rows);
        return document;
    }

    /// <summary>Adds the components over time, and the forecast where there is one.</summary>
    internal static void AddTimes(JsonObject document, IReadOnlyList<ComponentEstimate> components, ForecastRows? rows)
    {
        JsonObject parts = [];
        foreach (ComponentEstimate component in components)
        {
            parts[component.Name] = new JsonObject
            {
                ["mean"] = AnalysisRun.Numbers(component.Mean),
                ["standard_error"] = AnalysisRun.Numbers(component.StandardError),
            };
        }

        document["components"] = parts;
        if (rows is not null)
        {
            document["forecast"] = rows.Document;
        }
    }

    /// <summary>The components over time, the forecast behind the first of them.</summary>
    internal static SeriesSection Chart(AnalysedColumn column, IReadOnlyList<ComponentEstimate> components, ForecastRows? rows)
    {
        int more = rows?.Forecast.Horizon ?? 0;
        double[] none = [.. Enumerable.Repeat(double.NaN, more)], before = [.. Enumerable.Repeat(double.NaN, column.Values.Length)];
        SeriesLine[] given = [new SeriesLine(column.Column, [.. column.Values, .. none]) { IsGiven = true }];
        SeriesLine[] ahead = rows is null ? []
            : [SeriesCharts.Band("forecast", [.. before, .. rows.Forecast.Mean], [.. before, .. rows.Forecast.StandardError])];
        return SeriesCharts.Over(
            "Series and components", column,
            [
                .. components.Select((component, i) => new SeriesPanel(
                    new ChartAxis(i == 0 ? column.Column : component.Name),
                    [
                        .. i == 0 ? given : [],
                        SeriesCharts.Band(component.Name, [.. component.Mean, .. none], [.. component.StandardError, .. none]),
                        .. i == 0 ? ahead : [],
                    ])),
            ]) with
        { Places = SeriesCharts.Places(column, more) };
    }
}
