using System.Text.Json.Nodes;
using Unroll.Formats;
using Unroll.Metrics;
using Unroll.Probability;
using Unroll.Tasks.Evaluation;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Runs.Documents;

namespace Unroll.Tasks.Regression;

/// <summary>The evaluation of a regression on a part of the series. Scores are those of the first target.</summary>
public sealed partial class RegressionEvaluation : PartEvaluation
{
    /// <summary>Name of the baseline that predicts the mean of the training part for every series.</summary>
    public const string MeanName = "mean";

    /// <summary>Name of the baseline that predicts the median of the training part for every series.</summary>
    public const string MedianName = "median";

    /// <summary>Name of the baseline that is linear in the mean, the last value and the slope of each channel.</summary>
    public const string LinearName = "linear";

    private readonly IReadOnlyList<KeyValuePair<string, IReadOnlyList<double[]>>> _baselines;
    private IReadOnlyList<double> _levels = [];
    private IReadOnlyList<string> _notes = [];

    private RegressionEvaluation(
        string part, IReadOnlyList<string> targets, IReadOnlyList<RegressionPrediction> series,
        IReadOnlyList<KeyValuePair<string, IReadOnlyList<double[]>>> baselines)
        : base(
            part,
            ScoresOf(targets[0], series, hasDistributions: true),
            BaselinesOf(targets[0], targets, series, baselines))
    {
        (Targets, Series, _baselines) = ([.. targets], series, baselines);
        OtherTargets = [
            .. targets.Skip(1).Select(target => new TargetScores(
                target, ScoresOf(target, series, hasDistributions: true), BaselinesOf(target, targets, series, baselines)))];
    }

    /// <summary>Names of the targets.</summary>
    public IReadOnlyList<string> Targets { get; }

    /// <summary>The predictions: of each series, each target.</summary>
    public IReadOnlyList<RegressionPrediction> Series { get; private set; }

    /// <summary>
    /// The scores of the prediction intervals of the first target, rising by level; none on the validation part, which they are calibrated
    /// on.
    /// </summary>
    public IReadOnlyList<IntervalScore> Intervals => IntervalsOf(Targets[0]);

    /// <inheritdoc/>
    public override int Samples => Series.Count / Targets.Count;

    /// <inheritdoc/>
    public override string? FirstTarget => Targets.Count == 1 ? null : Targets[0];

    /// <inheritdoc/>
    public override string Title => (FirstTarget is { } target ? $"{target}, " : "") + base.Title;

    /// <inheritdoc/>
    public override IReadOnlyList<TargetScores> OtherTargets { get; }

    /// <inheritdoc/>
    public override PredictionTable Predictions => Tabulate(Targets, Series, _levels, Notes);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Notes => _notes;

    /// <inheritdoc/>
    public override IReadOnlyList<DetailTable> Tables =>
    [
        .. JudgedIntervals.Where(judged => judged.Own.Count > 0).Select(
            judged => IntervalTables.ForTerminal(Targets.Count == 1 ? "" : $" of {judged.Target}", judged)),
    ];

    /// <summary>The scores of a target.</summary>
    /// <param name="target">Its name.</param>
    public Scores Scores(string target) => ScoresOf(target, Series, hasDistributions: true);

    /// <summary>Takes the predictions with their intervals, once these are calibrated.</summary>
    /// <param name="series">The same predictions with intervals.</param>
    /// <param name="levels">Levels of the intervals, rising.</param>
    /// <param name="notes">Sentences on intervals that are not given.</param>
    internal void TakeIntervals(
        IReadOnlyList<RegressionPrediction> series, IReadOnlyList<double> levels, IReadOnlyList<string> notes) =>
        (Series, _levels, _notes) = (series, levels, notes);

    /// <summary>Makes room in the table of predictions for intervals of the test part, which this part has none of.</summary>
    /// <param name="levels">Their levels, rising.</param>
    internal void ReserveIntervals(IReadOnlyList<double> levels) => _levels = levels;

    /// <inheritdoc/>
    public override JsonObject Details() => RunJson.ToObject(
        new RegressionDetails(
            Series[0].Quantiles.Count == 0 ? null : [.. Enumerable.Range(0, Series[0].Quantiles.Count).Select(QuantileOf)],
            Intervals.Count == 0 ? null : [.. Intervals.Select(IntervalTables.ToJson)],
            OtherTargets.Count == 0
                ? null
                : [.. OtherTargets.Select(further => JsonFormatter.Merge(
                    new JsonObject { ["target"] = further.Target },
                    further.Model.ToJson(),
                    IntervalsOf(further.Target) is { Count: > 0 } intervals
                        ? new JsonObject { ["prediction_intervals"] = new JsonArray([.. intervals.Select(IntervalTables.ToJson)]) } : [],
                    new JsonObject { ["baselines"] = BaselinesToJson(further) }))]),
        RunJson.Default.RegressionDetails);

    /// <summary>Scores predictions for series whose targets are known.</summary>
    /// <param name="part">The part's name.</param>
    /// <param name="targets">Names of the targets.</param>
    /// <param name="series">The predictions: of each series, each target.</param>
    /// <param name="baselines">The predictions of each baseline: of each series, each target.</param>
    internal static RegressionEvaluation Of(
        string part, IReadOnlyList<string> targets, IReadOnlyList<RegressionPrediction> series,
        IReadOnlyList<KeyValuePair<string, IReadOnlyList<double[]>>> baselines) =>
        new(part, targets, series, baselines);

    /// <summary>The evaluation of all folds together; a series that is in several has the mean of its predictions.</summary>
    /// <param name="folds">The evaluations, at least one, of the same targets.</param>
    internal static RegressionEvaluation Join(IReadOnlyList<RegressionEvaluation> folds)
    {
        int targets = folds[0].Targets.Count;
        return new(
            folds[0].Part,
            folds[0].Targets,
            [.. folds.SelectMany(fold => fold.Series).GroupBy(series => (series.Id, series.Target)).Select(same => Mean([.. same]))],
            [.. folds[0]._baselines.Select((baseline, place) => KeyValuePair.Create(baseline.Key, (IReadOnlyList<double[]>)[
                .. folds.SelectMany(fold => fold._baselines[place].Value.Select((values, i) => (fold.Series[i * targets].Id, values)))
                    .GroupBy(pair => pair.Id).Select(same => Mean([.. same.Select(pair => pair.values)]))]))])
        {
            _judged = new(folds[0]._judged.Where(own => folds.All(fold => fold._judged.ContainsKey(own.Key))).Select(own =>
                KeyValuePair.Create(own.Key, (IReadOnlyList<RegressionPrediction>)[.. folds.SelectMany(fold => fold._judged[own.Key])
                    .GroupBy(series => (series.Id, series.Target)).Select(same => Mean([.. same]))]))),
            _levels = [.. folds.SelectMany(fold => fold._levels).Distinct().Order()],
            _notes = [.. folds.SelectMany(fold => fold.Notes).Distinct()],
        };
    }

    internal static PredictionTable Tabulate(
        IReadOnlyList<string> targets, IReadOnlyList<RegressionPrediction> series, IReadOnlyList<double> intervals,
        IReadOnlyList<string> notes)
    {
        // Of any target, since heads may have losses of their own.
        double[] levels =
            [.. series.Take(targets.Count).SelectMany(prediction => prediction.Quantiles.Select(pair => pair.Key)).Distinct()];
        return new(
            [
                "id",
                .. targets.Count > 1 ? (string[])["target"] : [],
                "actual",
                "predicted",
                .. levels.Select(NumberHead.NameOf),
                .. intervals.SelectMany(level => (string[])[IntervalNames.Lower(level), IntervalNames.Upper(level)]),
            ],
            series.Select(prediction => (IReadOnlyList<object?>)
            [
                prediction.Id,
                .. targets.Count > 1 ? (object?[])[prediction.Target] : [],
                prediction.Actual,
                prediction.Predicted,
                .. levels.Select(level => (object?)QuantileOf(prediction, level)),
                .. intervals.Select(prediction.Interval).SelectMany(own => (object?[])[own?.Lower, own?.Upper]),
            ]))
        {
            Notes = notes,
        };
    }

    private static RegressionPrediction Mean(RegressionPrediction[] same) => same.Length == 1 ? same[0] : same[0] with
    {
        Predicted = same.Average(prediction => prediction.Predicted),
        Quantiles = [.. same[0].Quantiles.Select(
            (pair, i) => KeyValuePair.Create(pair.Key, same.Average(prediction => prediction.Quantiles[i].Value)))],
        Distribution = same[0].Distribution is not SampleDistribution first ? null : new SampleDistribution(
            [.. first.Samples.Select((_, i) => same.Average(prediction => ((SampleDistribution)prediction.Distribution!).Samples[i]))]),
        Intervals = [.. same[0].Intervals.Select(interval => interval.Level).Where(
            level => same.All(prediction => prediction.Interval(level) is not null)).Select(level => new PredictionInterval(
                level,
                same.Average(prediction => prediction.Interval(level)!.Value.Lower),
                same.Average(prediction => prediction.Interval(level)!.Value.Upper)))],
    };

    private static double[] Mean(double[][] same) => same.Length == 1 ? same[0]
        : [.. same[0].Select((_, i) => same.Average(values => values[i]))];

    private static double? QuantileOf(RegressionPrediction prediction, double level) =>
        prediction.Quantiles.Where(pair => pair.Key == level).Select(pair => (double?)pair.Value).FirstOrDefault();

    private QuantileDocument QuantileOf(int index)
    {
        QuantileSums sums = new(Series[0].Quantiles[index].Key);
        foreach (RegressionPrediction prediction in Series.Where(prediction => prediction.Target == Targets[0]))
        {
            sums.Add(prediction.Actual!.Value, prediction.Quantiles[index].Value);
        }

        return new QuantileDocument(sums.Level, sums.Pinball, sums.Coverage);
    }

    private static KeyValuePair<string, Scores>[] BaselinesOf(
        string target, IReadOnlyList<string> targets, IReadOnlyList<RegressionPrediction> series,
        IReadOnlyList<KeyValuePair<string, IReadOnlyList<double[]>>> baselines) =>
        [.. baselines.Select(baseline => KeyValuePair.Create(
            baseline.Key, ScoresOf(target, Replaced(targets, series, baseline.Value), hasDistributions: false)))];

    private static RegressionPrediction[] Replaced(
        IReadOnlyList<string> targets, IReadOnlyList<RegressionPrediction> series, IReadOnlyList<double[]> values) =>
        [.. series.Select((prediction, index) => prediction with { Predicted = values[index / targets.Count][index % targets.Count] })];

    /// <summary>
    /// The measures; R² is not defined where all true values are alike, MAPE where one is zero. A baseline has no distribution, so that its
    /// CRPS is its MAE.
    /// </summary>
    private static Scores ScoresOf(string target, IReadOnlyList<RegressionPrediction> series, bool hasDistributions)
    {
        RegressionPrediction[] own = [.. series.Where(prediction => prediction.Target == target)];
        double[] actual = [.. own.Select(prediction => prediction.Actual!.Value)];
        double[] predicted = [.. own.Select(prediction => prediction.Predicted)];
        ErrorSums sums = ErrorSums.Of(actual, predicted);
        return new(
        [
            sums.Absolute, sums.Rooted,
            new("r2", "R²", RSquared.Of(predicted, actual))
            {
                LowerIsBetter = false,
                Help = "Share of the variance of the true values that the predictions explain; 0 is as good as their mean.",
            },
            sums.Percentage,
            .. own[0].Quantiles.Count == 0 ? (Score[])[]
                : [Crps.ScoreOf(hasDistributions ? own.Average(CrpsOf) : sums.MeanAbsolute)],
        ]);
    }

    private static double CrpsOf(RegressionPrediction prediction) => prediction.Distribution?.Crps(prediction.Actual!.Value)
        ?? Crps.Quantiles(
            prediction.Actual!.Value,
            [.. prediction.Quantiles.Select(quantile => quantile.Key)],
            [.. prediction.Quantiles.Select(quantile => quantile.Value)]);
}
