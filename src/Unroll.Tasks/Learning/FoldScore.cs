namespace Unroll.Tasks.Learning;

/// <summary>A measure over the folds of a walk forward or a cross-validation.</summary>
/// <param name="Score">The measure, with its mean over the folds that have it as value.</param>
/// <param name="StandardDeviation">Its sample standard deviation over these folds; NaN of one fold.</param>
public sealed record FoldScore(Score Score, double StandardDeviation)
{
    /// <summary>The measures of several folds; those that no fold has are left out.</summary>
    /// <param name="folds">The evaluation of each fold.</param>
    internal static IReadOnlyList<FoldScore> Of(IReadOnlyList<PartEvaluation> folds) => folds.Count == 0 ? [] :
    [
        .. folds[0].Model.Select(score => Of(score, [.. folds.Select(fold => fold.Model[score.Name]).Where(double.IsFinite)]))
            .OfType<FoldScore>(),
    ];

    private static FoldScore? Of(Score score, double[] values)
    {
        if (values.Length == 0)
        {
            return null;
        }

        double mean = values.Average();
        return new FoldScore(
            score with { Value = mean, Interval = null },
            values.Length == 1 ? double.NaN : Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1)));
    }
}
