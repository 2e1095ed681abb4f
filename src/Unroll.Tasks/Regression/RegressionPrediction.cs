using System.Text;
using Unroll.Probability;
using Unroll.Tasks.Evaluation;

namespace Unroll.Tasks.Regression;

/// <summary>The prediction of a target for a series.</summary>
/// <param name="Id">Id of the series.</param>
/// <param name="Target">Name of the target.</param>
/// <param name="Actual">The true value; null where it is not known.</param>
/// <param name="Predicted">
/// The prediction, in the unit of the target: the median where the loss gives quantiles, the mean where it gives a distribution.
/// </param>
public sealed record RegressionPrediction(string Id, string Target, double? Actual, double Predicted)
{
    /// <summary>Level and value of each quantile; none where the loss gives single numbers.</summary>
    public IReadOnlyList<KeyValuePair<double, double>> Quantiles { get; init; } = [];

    /// <summary>
    /// The distribution, in the unit of the target, by a hundred evenly spread quantiles, those of several networks averaged; null where
    /// the loss is that of none.
    /// </summary>
    public Distribution? Distribution { get; init; }

    /// <summary>The prediction intervals, rising by level; none where none are calibrated.</summary>
    public IReadOnlyList<PredictionInterval> Intervals { get; init; } = [];

    /// <summary>The prediction interval of a level; null where none is given.</summary>
    /// <param name="level">The level.</param>
    public PredictionInterval? Interval(double level) => IntervalNames.Find(Intervals, level);

    private bool PrintMembers(StringBuilder builder) => RecordFormatter.AppendMembers(
        builder, (nameof(Id), Id), (nameof(Target), Target), (nameof(Actual), Actual), (nameof(Predicted), Predicted),
        (nameof(Quantiles), Quantiles), (nameof(Distribution), Distribution), (nameof(Intervals), Intervals));
}
