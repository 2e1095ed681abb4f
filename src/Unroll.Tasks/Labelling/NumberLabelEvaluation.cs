using Unroll.Metrics;
using Unroll.Tasks.Evaluation;
using Unroll.Tasks.Learning;

namespace Unroll.Tasks.Labelling;

/// <summary>The evaluation of a labelling whose labels are numbers.</summary>
public sealed class NumberLabelEvaluation : LabelEvaluation
{
    private readonly IReadOnlyList<KeyValuePair<string, IReadOnlyList<SeriesNumbers>>> _baselines;

    private NumberLabelEvaluation(
        string part, string target, IReadOnlyList<SeriesNumbers> series,
        IReadOnlyList<KeyValuePair<string, IReadOnlyList<SeriesNumbers>>> baselines)
        : base(
            part, ScoresOf(series), [.. baselines.Select(baseline => KeyValuePair.Create(baseline.Key, ScoresOf(baseline.Value)))],
            series.Count, series.Sum(own => own.Count(step => step.Actual is not null)))
    {
        (Target, Series, _baselines) = (target, series, baselines);
    }

    /// <summary>Name of the target.</summary>
    public string Target { get; }

    /// <summary>The predictions of each series.</summary>
    public IReadOnlyList<SeriesNumbers> Series { get; }

    /// <inheritdoc/>
    public override PredictionTable Predictions => Tabulate(Series);

    /// <summary>Scores the numbers of series.</summary>
    internal static NumberLabelEvaluation Of(
        string part, string target, IReadOnlyList<SeriesNumbers> series,
        IReadOnlyList<KeyValuePair<string, IReadOnlyList<SeriesNumbers>>> baselines) => new(part, target, series, baselines);

    /// <summary>The evaluation of all folds together; a step that is in several counts in each.</summary>
    internal static NumberLabelEvaluation Join(IReadOnlyList<NumberLabelEvaluation> folds) => new(
        folds[0].Part,
        folds[0].Target,
        [.. folds.SelectMany(fold => fold.Series)],
        [.. folds[0]._baselines.Select((baseline, place) => KeyValuePair.Create(
            baseline.Key, (IReadOnlyList<SeriesNumbers>)[.. folds.SelectMany(fold => fold._baselines[place].Value)]))]);

    internal static PredictionTable Tabulate(IReadOnlyList<SeriesNumbers> series) => new(
        ["id", "time", "actual", "predicted", .. series[0].QuantileLevels.Select(NumberHead.NameOf)],
        series.SelectMany(own => Enumerable.Range(0, own.Count).Select(step => (IReadOnlyList<object?>)
        [
            own.Id, TimeOf(own.Time, step), own[step].Actual, own[step].Predicted, .. own.QuantilesAt(step).ToArray().Cast<object?>(),
        ])));

    private static Scores ScoresOf(IReadOnlyList<SeriesNumbers> series)
    {
        ErrorSums sums = default;
        List<double> actual = [], predicted = [];
        foreach (StepNumber step in series.SelectMany(own => own))
        {
            if (step.Actual is { } known)
            {
                sums.Add(known, step.Predicted);
                actual.Add(known);
                predicted.Add(step.Predicted);
            }
        }

        return new(
        [
            sums.Absolute, sums.Rooted,
            new("r2", "R²", RSquared.Of([.. predicted], [.. actual]))
            {
                LowerIsBetter = false,
                Help = "Share of the variance of the true values that the predictions explain; 0 is as good as their mean.",
            },
        ]);
    }
}
