using System.Globalization;
using System.Text.Json.Nodes;
using Unroll.Formats;
using Unroll.Series.Frames;
using Unroll.Tasks.Evaluation;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Runs.Documents;

namespace Unroll.Tasks.Forecasting;

/// <summary>
/// The evaluation of a forecast on a part of the data, walking forward with the true history at each origin; of the first target, where
/// there are several.
/// </summary>
public sealed class ForecastEvaluation : PartEvaluation
{
    private const int StepsInChart = 60;
    private const double NearZero = 0.1;

    private readonly IReadOnlyList<TargetForecasts> _targets;
    private readonly TableStampFormatter _stamps;

    private ForecastEvaluation(
        string part, IReadOnlyList<TargetForecasts> targets, IReadOnlyList<double> maseScales, TableStampFormatter stamps)
        : base(
            part,
            ForecastScores.Of(targets[0].All, maseScales[0]),
            [
                new(Evaluation.Baselines.NaiveName, ForecastScores.Of(targets[0].Naive, maseScales[0])),
                new(Evaluation.Baselines.SeasonalNaiveName, ForecastScores.Of(targets[0].Seasonal, maseScales[0])),
            ])
    {
        (_targets, _stamps) = (targets, stamps);
        ByStep = [.. targets[0].ByStep.Select(sums => ForecastScores.Of(sums, maseScales[0]))];
        Quantiles = [.. targets[0].Quantiles.Select(sums => new QuantileScore(sums.Level, sums.Pinball, sums.Coverage))];
        FurtherTargets = [.. targets.Skip(1).Select(
            (target, index) => new ForecastEvaluation(part, [target], [maseScales[index + 1]], stamps))];
    }

    /// <summary>The target column.</summary>
    public string Target => _targets[0].Target;

    /// <summary>Number of windows, that is of forecast origins.</summary>
    public int Windows => Forecasts.Count / ByStep.Count;

    /// <inheritdoc/>
    public override int Samples => Windows;

    /// <summary>
    /// The networks beside the baselines: by the MAPE, or by the MAE where values come near zero, so that a percentage says little, or
    /// where the two disagree on whether a baseline is beaten; by the mean MASE of all targets, where there are several.
    /// </summary>
    public override BaselineComparison Comparison
    {
        get
        {
            if (FurtherTargets.Count > 0)
            {
                return OverTargets();
            }

            BaselineComparison absolute = BaselineComparison.By(this, "mae");
            BaselineComparison percentage = BaselineComparison.By(this, "mape");
            return percentage.Score is null || ComesNearZero() || percentage.IsBeaten != absolute.IsBeaten ? absolute : percentage;
        }
    }

    /// <summary>The networks' scores a step ahead: the first is one step ahead.</summary>
    public IReadOnlyList<Scores> ByStep { get; }

    /// <summary>Every forecast, by origin and then by step.</summary>
    public IReadOnlyList<Prediction> Forecasts => _targets[0].Predictions;

    /// <summary>Levels of the quantiles that are forecast; none where the loss has none.</summary>
    public IReadOnlyList<double> QuantileLevels => _targets[0].Levels;

    /// <summary>The scores of each quantile.</summary>
    public IReadOnlyList<QuantileScore> Quantiles { get; }

    /// <summary>The evaluations of the other targets.</summary>
    public IReadOnlyList<ForecastEvaluation> FurtherTargets { get; }

    /// <summary>The time zone whose local time the series go by, stamps being in UTC; null: stamps are as the data have them.</summary>
    public TimeZoneInfo? Zone => _stamps.Zone;

    /// <summary>
    /// The columns <c>[target,][series,]origin,time,step,actual,forecast,[q0.1,…]seasonal_naive</c>: the target where there are several,
    /// and the series likewise; stamps carry their offset where the series have a zone.
    /// </summary>
    /// <inheritdoc/>
    public override PredictionTable Predictions => new(
        [
            .. _targets.Count > 1 ? ["target"] : (string[])[],
            .. _stamps.HasSeveralSeries ? ["series"] : (string[])[],
            "origin", "time", "step", "actual", "forecast", .. AllLevels.Select(NumberHead.NameOf), "seasonal_naive",
        ],
        _targets.SelectMany(target => target.Predictions.Select(forecast => Row(target, forecast))));

    /// <summary>The evaluation of forecasts.</summary>
    /// <param name="part">Name of the part.</param>
    /// <param name="targets">The forecasts of each target.</param>
    /// <param name="maseScales">Scale of the MASE, for each target.</param>
    /// <param name="stamps">The format of stamps.</param>
    /// <exception cref="InputException">No true value is known.</exception>
    internal static ForecastEvaluation Of(
        string part, IReadOnlyList<TargetForecasts> targets, IReadOnlyList<double> maseScales, TableStampFormatter stamps) =>
        targets.All(target => target.All.Count > 0)
            ? new(part, targets, maseScales, stamps)
            : throw new InputException($"No true value of the {part} part is known, so that forecasts cannot be held against anything: " +
                "give data with values of the target.");

    /// <inheritdoc/>
    public override string Title => $"{Target}, {Part}, {TimeIndex.ToText(Forecasts.Min(forecast => forecast.Time), Zone)} to " +
        $"{TimeIndex.ToText(Forecasts.Max(forecast => forecast.Time), Zone)}";

    /// <summary>The scores of the other targets.</summary>
    public override IReadOnlyList<DetailTable> Tables => FurtherTargets.Count == 0
        ? []
        : [new(
            ["target", .. Model.Select(score => score.Label)],
            [.. FurtherTargets.Select(further => (string[])[further.Target,
                .. further.Model.Select(score => score.Value.ToString("G4", CultureInfo.InvariantCulture))])])];

    /// <summary>The last forecasts of the last series, a step ahead each.</summary>
    public override PredictionChart? Chart
    {
        get
        {
            Prediction[] last =
                [.. Forecasts.Where(forecast => forecast.Step == 1 && forecast.Series == Forecasts[^1].Series).TakeLast(StepsInChart)];
            return new(
                FormattableString.Invariant($"{Target}, one step ahead, the last {last.Length} steps"),
                null,
                [.. last.Where(forecast => double.IsFinite(forecast.Actual)).Select(
                    forecast => KeyValuePair.Create(Local(forecast.Time), forecast.Actual))],
                [.. last.Select(forecast => KeyValuePair.Create(Local(forecast.Time), forecast.Forecast))]);
        }
    }

    /// <summary>The tests of several folds as that of one.</summary>
    /// <param name="folds">The tests.</param>
    /// <param name="maseScales">Scale of the MASE, for each target.</param>
    internal static ForecastEvaluation Join(IReadOnlyList<ForecastEvaluation> folds, IReadOnlyList<double> maseScales) => Of(
        folds[0].Part,
        [.. folds[0]._targets.Select((_, target) => TargetForecasts.Join([.. folds.Select(fold => fold._targets[target])]))],
        maseScales,
        folds[0]._stamps);

    /// <inheritdoc/>
    public override JsonObject Details() => RunJson.ToObject(
        new ForecastDetails(
            Windows,
            TimeIndex.ToFileText(Forecasts[0].Time, "s", Zone),
            TimeIndex.ToFileText(Forecasts[^1].Time, "s", Zone),
            [.. ByStep.Select((scores, index) => JsonFormatter.Merge(new JsonObject { ["step"] = index + 1 }, scores.ToJson()))],
            Quantiles.Count == 0
                ? null
                : [.. Quantiles.Select(quantile => new QuantileDocument(quantile.Level, quantile.Pinball, quantile.Coverage))],
            FurtherTargets.Count == 0 ? null : [.. FurtherTargets.Select(further => further.ToFurtherTarget())]),
        RunJson.Default.ForecastDetails);

    /// <summary>The levels of any target, since heads may have losses of their own.</summary>
    private IReadOnlyList<double> AllLevels =>
        field ??= [.. QuantileLevels, .. _targets.Skip(1).SelectMany(target => target.Levels).Distinct().Except(QuantileLevels)];

    private static double? QuantileOf(TargetForecasts target, Prediction forecast, double level) =>
        target.Levels.ToList().IndexOf(level) is var place and >= 0 ? forecast.Quantiles[place] : null;

    private BaselineComparison OverTargets()
    {
        ForecastEvaluation[] all = [this, .. FurtherTargets];
        Score score = Model.First(measure => measure.Name == "mase") with
        {
            Label = string.Create(CultureInfo.InvariantCulture, $"MASE, mean of {all.Length} targets"),
            Value = all.Average(target => target.Model["mase"]),
        };
        return new BaselineComparison(score, [.. Baselines.Select((baseline, index) => KeyValuePair.Create(
            baseline.Key, score with { Value = all.Average(target => target.Baselines[index].Value["mase"]) }))]);
    }

    /// <summary>Whether a true value is less than a tenth of their mean size away from zero.</summary>
    private bool ComesNearZero()
    {
        double[] sizes = [.. Forecasts.Where(forecast => double.IsFinite(forecast.Actual)).Select(forecast => Math.Abs(forecast.Actual))];
        return sizes.Length > 0 && sizes.Min() < NearZero * sizes.Average();
    }

    private DateTime Local(DateTime time) =>
        Zone is { } zone ? TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(time, DateTimeKind.Utc), zone) : time;

    private JsonObject ToFurtherTarget() => JsonFormatter.Merge(
        new JsonObject { ["target"] = Target },
        Model.ToJson(),
        Details(),
        new JsonObject { ["baselines"] = Scores.ToJson(Baselines) });

    private object?[] Row(TargetForecasts target, Prediction forecast) =>
    [
        .. _targets.Count > 1 ? [target.Target] : (object?[])[],
        .. _stamps.HasSeveralSeries ? [forecast.Series] : (object?[])[],
        _stamps.Of(forecast.Origin), _stamps.Of(forecast.Time), forecast.Step, forecast.Actual, forecast.Forecast,
        .. AllLevels.Select(level => (object?)QuantileOf(target, forecast, level)), forecast.SeasonalNaive,
    ];
}
