using System.Globalization;
using Unroll.Series.Frames;
using Unroll.Tasks.Evaluation;
using Unroll.Tasks.Learning;

namespace Unroll.Tasks.Forecasting;

/// <summary>
/// The evaluation of a forecast on a part of the data, walking forward with the true history at each origin; of the first target, where
/// there are several.
/// </summary>
public sealed partial class ForecastEvaluation : PartEvaluation
{
    private const int StepsInChart = 60;
    private const double NearZero = 0.1;

    private readonly IReadOnlyList<TargetForecasts> _targets;
    private readonly IReadOnlyList<NaiveScale> _scales;
    private readonly TableStampFormatter _stamps;

    private ForecastEvaluation(
        string part, IReadOnlyList<TargetForecasts> targets, IReadOnlyList<NaiveScale> scales, TableStampFormatter stamps,
        IReadOnlyList<string> notes)
        : base(
            part,
            WithIntervals(ForecastScores.Of(
                targets[0].All, scales[0], targets[0].Naive2, ScaledOf(targets, scales, target => target.All),
                targets[0].Crps, targets[0].SeriesAll, targets[0].SeriesNaive2), targets[0]),
            [
                new(Evaluation.Baselines.NaiveName, OfPoints(targets, scales, target => target.Naive, targets[0].SeriesNaive)),
                new(
                    Evaluation.Baselines.SeasonalNaiveName,
                    OfPoints(targets, scales, target => target.Seasonal, targets[0].SeriesSeasonal)),
                .. targets[0].Baselines.Select((baseline, index) => KeyValuePair.Create(baseline.Key, OfPoints(
                    targets, scales, target => target.Baselines[index].Value.All, baseline.Value.SeriesAll))),
            ])
    {
        (_targets, _scales, _stamps, Notes) = (targets, scales, stamps, part == "test" ? notes : []);
        Naive2 = OfPoints(targets, scales, target => target.Naive2, targets[0].SeriesNaive2);
        ByStep = [.. targets[0].ByStep.Select((sums, step) => ForecastScores.Of(
            sums, scales[0], targets[0].Naive2ByStep[step], ScaledOf(targets, scales, target => target.ByStep[step]),
            targets[0].CrpsOfStep(step)))];
        Quantiles = [.. targets[0].Quantiles.Select(sums => new QuantileScore(sums.Level, sums.Pinball, sums.Coverage))];
        Intervals = ScoresOf(targets[0].Intervals);
        IntervalsByStep = [.. targets[0].IntervalsByStep.Select(ScoresOf)];
        FurtherTargets = [.. targets.Skip(1).Select(
            (target, index) => new ForecastEvaluation(part, [target], [scales[index + 1]], stamps, []))];
    }

    /// <summary>The target column.</summary>
    public string Target => _targets[0].Target;

    /// <summary>Number of windows, that is of forecast origins.</summary>
    public int Windows => Columnar.Windows;

    /// <inheritdoc/>
    public override int Samples => Windows;

    /// <summary>
    /// The networks beside the baselines: of many series by the mean of their MASE, in which series count alike; of one by the MAPE, or by
    /// the MAE where values come near zero, so that a percentage says little, or where the two disagree on whether a baseline is beaten;
    /// by the mean MASE of all targets, where there are several.
    /// </summary>
    public override BaselineComparison Comparison
    {
        get
        {
            if (FurtherTargets.Count > 0)
            {
                return OverTargets();
            }

            if (double.IsFinite(Model[ForecastScores.SeriesScaled]))
            {
                return BaselineComparison.By(this, ForecastScores.SeriesScaled);
            }

            BaselineComparison absolute = BaselineComparison.By(this, "mae");
            BaselineComparison percentage = BaselineComparison.By(this, "mape");
            return percentage.Score is null || ComesNearZero() || percentage.IsBeaten != absolute.IsBeaten ? absolute : percentage;
        }
    }

    /// <summary>The networks' scores a step ahead: the first is one step ahead.</summary>
    public IReadOnlyList<Scores> ByStep { get; }

    /// <summary>Every forecast, by origin and then by step.</summary>
    public IReadOnlyList<Prediction> Forecasts => Columnar;

    /// <summary>The same, for sums that go through them window by window.</summary>
    internal PredictionList Columnar => _targets[0].Predictions;

    /// <summary>
    /// The scores of the forecast Naive2 of the M4 competition, which the OWA divides by: the naive forecast of the seasonally adjusted
    /// series.
    /// </summary>
    public Scores Naive2 { get; }

    /// <summary>The errors of the seasonal-naive forecast a step ahead.</summary>
    internal IReadOnlyList<ErrorSums> SeasonalByStep => _targets[0].SeasonalByStep;

    /// <summary>The errors a step ahead of each classical model among the baselines.</summary>
    internal IEnumerable<KeyValuePair<string, ErrorSums[]>> BaselinesByStep =>
        _targets[0].Baselines.Select(baseline => KeyValuePair.Create(baseline.Key, baseline.Value.ByStep));

    /// <summary>Levels of the quantiles that are forecast; none where the loss has none.</summary>
    public IReadOnlyList<double> QuantileLevels => _targets[0].Levels;

    /// <summary>The scores of each quantile.</summary>
    public IReadOnlyList<QuantileScore> Quantiles { get; }

    /// <summary>The errors of each hour of the day, by local time; empty where all values are of the same hour.</summary>
    public IReadOnlyList<CalendarScore> ByHour => field ??= ForecastCalendar.ByHour(Columnar);

    /// <summary>The errors of each day of the week, from Monday, by local time; empty where all values are of the same day.</summary>
    public IReadOnlyList<CalendarScore> ByWeekday => field ??= ForecastCalendar.ByWeekday(Columnar);

    /// <summary>
    /// The Diebold–Mariano test of the networks against the best baseline, by the loss of the comparison's measure: the mean over the
    /// steps of each origin; or over all of each series, which are then the pairs, where there are more series than origins, or where
    /// the measure is a mean over series and these are not few. A positive statistic says that the networks have smaller losses.
    /// </summary>
    public override SignificanceTest? Significance => Comparison is { Score: { } score, Best: { } best }
        ? ForecastLosses.Of(Differences(score.Name, best.Key), score.Name == ForecastScores.SeriesScaled).Test() : null;

    /// <summary>The evaluations of the other targets.</summary>
    public IReadOnlyList<ForecastEvaluation> FurtherTargets { get; }

    /// <summary>The time zone whose local time the series go by, stamps being in UTC; null: stamps are as the data have them.</summary>
    public TimeZoneInfo? Zone => _stamps.Zone;

    /// <summary>The evaluation of forecasts.</summary>
    /// <param name="part">Name of the part.</param>
    /// <param name="targets">The forecasts of each target.</param>
    /// <param name="scales">Scales of MASE and RMSSE, for each target.</param>
    /// <param name="stamps">The format of stamps.</param>
    /// <param name="intervals">The prediction intervals, whether the part has them or is what they are calibrated on; or null.</param>
    /// <exception cref="InputException">No true value is known.</exception>
    internal static ForecastEvaluation Of(
        string part, IReadOnlyList<TargetForecasts> targets, IReadOnlyList<NaiveScale> scales, TableStampFormatter stamps,
        ForecastIntervals? intervals) => Of(part, targets, scales, stamps, intervals?.Notes ?? [], intervals?.Levels ?? []);

    private static ForecastEvaluation Of(
        string part, IReadOnlyList<TargetForecasts> targets, IReadOnlyList<NaiveScale> scales, TableStampFormatter stamps,
        IReadOnlyList<string> notes, IReadOnlyList<double> intervalLevels) =>
        targets.All(target => target.All.Count > 0)
            ? new(part, targets, scales, stamps, notes) { IntervalLevels = intervalLevels }
            : throw new InputException($"No true value of the {part} part is known, so that forecasts cannot be held against anything: " +
                "give data with values of the target.");

    /// <inheritdoc/>
    public override string Title
    {
        get
        {
            IEnumerable<Prediction> ends = Columnar.OfStep(0).Concat(Columnar.OfStep(ByStep.Count - 1));
            return $"{Target}, {Part}, {TimeIndex.ToText(ends.Min(forecast => forecast.Time), Zone)} to " +
                TimeIndex.ToText(ends.Max(forecast => forecast.Time), Zone);
        }
    }

    /// <summary>The scores of the other targets, and the prediction intervals of all.</summary>
    public override IReadOnlyList<DetailTable> Tables =>
    [
        .. FurtherTargets.Count == 0 ? [] : (DetailTable[])[new(
            ["target", .. Model.Where(score => !ForecastScores.IsOfAllTargets(score.Name)).Select(score => score.Label)],
            [.. FurtherTargets.Select(further => (string[])[further.Target,
                .. Model.Where(score => !ForecastScores.IsOfAllTargets(score.Name)).Select(score => Text(further.Model[score.Name]))])])],
        .. FurtherTargets.Prepend(this).Where(target => target.Intervals.Count > 0).Select(
            target => IntervalTables.ForTerminal(FurtherTargets.Count == 0 ? "" : $" of {target.Target}", target.JudgedIntervals)),
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Notes { get; }

    // Heads may have losses, and so measures, of their own.
    private static string Text(double value) => double.IsFinite(value) ? value.ToString("G4", CultureInfo.InvariantCulture) : "–";

    /// <summary>The last forecasts of the last series, a step ahead each.</summary>
    public override PredictionChart? Chart
    {
        get
        {
            Prediction[] last =
                [.. Columnar.OfStep(0).Where(forecast => forecast.Series == Forecasts[^1].Series).TakeLast(StepsInChart)];
            return new(
                FormattableString.Invariant($"{Target}, one step ahead, the last {CountFormatter.Format(last.Length, "steps")}"),
                null,
                [.. last.Where(forecast => double.IsFinite(forecast.Actual)).Select(
                    forecast => KeyValuePair.Create(Local(forecast.Time), forecast.Actual))],
                [.. last.Select(forecast => KeyValuePair.Create(Local(forecast.Time), forecast.Forecast))]);
        }
    }

    /// <summary>The tests of several folds as that of one.</summary>
    /// <param name="folds">The tests.</param>
    /// <param name="scales">Scales of MASE and RMSSE, for each target.</param>
    internal static ForecastEvaluation Join(IReadOnlyList<ForecastEvaluation> folds, IReadOnlyList<NaiveScale> scales) => Of(
        folds[0].Part,
        [.. folds[0]._targets.Select((_, target) => TargetForecasts.Join([.. folds.Select(fold => fold._targets[target])]))],
        scales,
        folds[0]._stamps,
        folds[^1].Notes,
        folds[^1].IntervalLevels);

    private static Scores OfPoints(
        IReadOnlyList<TargetForecasts> targets, IReadOnlyList<NaiveScale> scales, Func<TargetForecasts, ErrorSums> errors,
        SeriesErrors? series) =>
        ForecastScores.Of(
            errors(targets[0]), scales[0], targets[0].Naive2, ScaledOf(targets, scales, errors),
            targets[0].Levels.Count == 0 ? null : errors(targets[0]).MeanAbsolute, series, targets[0].SeriesNaive2);

    private static ScaledErrors ScaledOf(
        IReadOnlyList<TargetForecasts> targets, IReadOnlyList<NaiveScale> scales, Func<TargetForecasts, ErrorSums> errors) =>
        ScaledErrors.Of(targets.Select((target, index) => (errors(target), scales[index].StandardDeviation)));

    /// <summary>The scores, with confidence intervals of those that are means of losses.</summary>
    private static Scores WithIntervals(Scores scores, TargetForecasts forecasts) => new([.. scores.Select(score =>
        !double.IsFinite(score.Value) ? score
            : score.Name == ForecastScores.SeriesScaled
            ? score with { Interval = Bootstrap.OfMean([.. forecasts.SeriesAll!.Scaled], new BootstrapOptions()) }
            : ForecastLosses.LossOf(score.Name) is { } loss
            ? score with { Interval = ForecastLosses.Of(ForecastLosses.OfNetworks(forecasts.Predictions, loss)).Interval() }
            : score)]);

    /// <summary>The losses of a baseline less those of the networks, of each window, in units of the scale of the measure.</summary>
    private IEnumerable<WindowLoss> Differences(string measure, string baseline)
    {
        bool isOfSeries = measure == ForecastScores.SeriesScaled, isScaled = isOfSeries || measure == "mase";
        ForecastLosses.Loss loss = ForecastLosses.LossOf(isScaled ? "mae" : measure)!;
        return _targets.SelectMany((target, index) => ForecastLosses.Differences(
            target.Predictions, loss, baseline, series => isOfSeries ? target.Scales!.GetValueOrDefault(series)
                : isScaled ? _scales[index].Absolute : 1));
    }

    private BaselineComparison OverTargets()
    {
        // A series that repeats exactly after a season has no scale of the MASE.
        string measure = FurtherTargets.Prepend(this).Any(target => double.IsFinite(target.Model[ForecastScores.SeriesScaled]))
            ? ForecastScores.SeriesScaled : "mase";
        ForecastEvaluation[] all = [.. FurtherTargets.Prepend(this).Where(target => double.IsFinite(target.Model[measure]))];
        if (all.Length == 0)
        {
            return BaselineComparison.By(this, "mae");
        }

        string series = measure == ForecastScores.SeriesScaled ? " and their series" : "";
        Score score = Model.First(of => of.Name == measure) with
        {
            Label = $"MASE, mean of {CountFormatter.Format(all.Length, "targets")}{series}",
            Value = all.Average(target => target.Model[measure]),
        };
        return new BaselineComparison(score, [.. Baselines.Select((baseline, index) => KeyValuePair.Create(
            baseline.Key, score with { Value = all.Average(target => target.Baselines[index].Value[measure]) }))
            .Where(baseline => double.IsFinite(baseline.Value.Value))]);
    }

    /// <summary>Whether a true value is less than a tenth of their mean size away from zero.</summary>
    private bool ComesNearZero()
    {
        (double least, double sum, int count) = (double.PositiveInfinity, 0, 0);
        foreach (ForecastColumns columns in Columnar.Columns)
        {
            for (int window = 0; window < columns.Windows; window++)
            {
                foreach (double actual in columns.Actual(window))
                {
                    double size = Math.Abs(actual);
                    if (double.IsFinite(size))
                    {
                        (least, sum, count) = (Math.Min(least, size), sum + size, count + 1);
                    }
                }
            }
        }

        return count > 0 && least < NearZero * (sum / count);
    }

    private DateTime Local(DateTime time) =>
        Zone is { } zone ? TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(time, DateTimeKind.Utc), zone) : time;
}
