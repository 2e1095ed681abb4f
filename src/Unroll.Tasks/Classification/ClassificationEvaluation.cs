using Unroll.Tasks.Evaluation;

namespace Unroll.Tasks.Classification;

/// <summary>How well a network told the classes of a part of the series.</summary>
/// <param name="Part"><c>validation</c> or <c>test</c>.</param>
/// <param name="Model">The network's scores.</param>
/// <param name="Majority">
/// The scores of saying the most frequent class of the training part of every series, with the shares of the classes there as probabilities:
/// what a network has to beat.
/// </param>
/// <param name="Predictions">What was said of each series.</param>
public sealed record ClassificationEvaluation(string Part, ClassificationScores Model, ClassificationScores Majority, IReadOnlyList<ClassPrediction> Predictions)
{
    /// <summary>Name of the baseline in results and files.</summary>
    public const string MajorityName = "majority";

    /// <summary>Scores what was said of series whose classes are known.</summary>
    /// <param name="part">The part's name.</param>
    /// <param name="classNames">Names of the classes.</param>
    /// <param name="classShares">Share of each class in the training part.</param>
    /// <param name="predictions">What was said; each has its true class.</param>
    internal static ClassificationEvaluation Of(
        string part, IReadOnlyList<string> classNames, IReadOnlyList<float> classShares, IReadOnlyList<ClassPrediction> predictions)
    {
        int[] actual = [.. predictions.Select(prediction => prediction.Actual ?? -1)];
        return new ClassificationEvaluation(
            part,
            ClassificationScores.Of(classNames, actual, [.. predictions.SelectMany(prediction => prediction.Probabilities)]),
            ClassificationScores.Of(classNames, actual, [.. predictions.SelectMany(_ => classShares)]),
            predictions);
    }
}
