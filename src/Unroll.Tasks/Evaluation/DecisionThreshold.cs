using Unroll.Metrics;

namespace Unroll.Tasks.Evaluation;

/// <summary>
/// The threshold from which on a probability counts as a decision for the class, chosen by a stated criterion: on a validation part, since
/// on the test part it would be chosen with the answers in sight.
/// </summary>
/// <param name="Criterion">What it was chosen by.</param>
/// <param name="Value">The threshold: probabilities at or above it are decided for the class.</param>
public sealed record DecisionThreshold(ThresholdCriterion Criterion, double Value)
{
    /// <summary>
    /// The best threshold of some probabilities: halfway between two that occur, so that it does not hang on a single sample; of equally
    /// good ones the highest.
    /// </summary>
    /// <param name="criterion">What it is chosen by.</param>
    /// <param name="probabilities">The predicted probability of the class for each sample.</param>
    /// <param name="positive">Whether each belongs to the class.</param>
    /// <param name="missCost">Cost of a sample of the class that is not found, for <see cref="ThresholdCriterion.Cost"/>.</param>
    /// <param name="alarmCost">Cost of another that is taken for one of the class.</param>
    /// <returns>The threshold; null where all or none belong to the class.</returns>
    /// <exception cref="ArgumentException">There are not as many probabilities as labels, or one is NaN.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A cost is negative.</exception>
    public static DecisionThreshold? Choose(
        ThresholdCriterion criterion, ReadOnlySpan<double> probabilities, ReadOnlySpan<bool> positive, double missCost = 1,
        double alarmCost = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(missCost);
        ArgumentOutOfRangeException.ThrowIfNegative(alarmCost);
        RocCurve curve = RocCurve.Of(probabilities, positive);
        int positives = positive.Count(true), negatives = positive.Length - positives, best = -1;
        if (positives == 0 || negatives == 0)
        {
            return null;
        }

        double highest = double.NegativeInfinity;
        for (int i = 0; i < curve.Thresholds.Count; i++)
        {
            double found = curve.TruePositiveRates[i] * positives, wrong = curve.FalsePositiveRates[i] * negatives;
            double worth = criterion switch
            {
                ThresholdCriterion.Youden => curve.TruePositiveRates[i] - curve.FalsePositiveRates[i],
                ThresholdCriterion.F1 => 2 * found / (found + wrong + positives),
                _ => -((missCost * (positives - found)) + (alarmCost * wrong)),
            };
            (best, highest) = worth > highest + Trifle ? (i, worth) : (best, highest);
        }

        double at = curve.Thresholds[best];
        double below = best + 1 < curve.Thresholds.Count ? curve.Thresholds[best + 1] : at;
        return new DecisionThreshold(criterion, double.IsInfinity(at) ? Math.BitIncrement(below) : 0.5 * (at + below));
    }

    /// <summary>The confusion of two classes by the threshold: class 1 where the probability is at or above it.</summary>
    /// <param name="probabilities">The predicted probability of the class for each sample.</param>
    /// <param name="positive">Whether each belongs to the class.</param>
    public ConfusionMatrix Confusion(ReadOnlySpan<double> probabilities, ReadOnlySpan<bool> positive)
    {
        ConfusionMatrix confusion = new(2);
        for (int i = 0; i < probabilities.Length; i++)
        {
            confusion.Add(positive[i] ? 1 : 0, probabilities[i] >= Value ? 1 : 0);
        }

        return confusion;
    }

    // Sums of rates differ in their last bits.
    private const double Trifle = 1e-12;
}
