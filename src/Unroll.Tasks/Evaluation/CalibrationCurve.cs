using System.Text;

namespace Unroll.Tasks.Evaluation;

/// <summary>
/// The frequency of a class among samples of about the same predicted probability: near that probability where a classifier is calibrated.
/// Bins are equally wide, and those without a sample are left out.
/// </summary>
/// <param name="Predicted">Mean predicted probability of each bin, rising.</param>
/// <param name="Observed">Share of the bin's samples that belong to the class.</param>
/// <param name="Counts">Number of samples in each bin.</param>
public sealed record CalibrationCurve(IReadOnlyList<double> Predicted, IReadOnlyList<double> Observed, IReadOnlyList<int> Counts)
{
    /// <summary>The number of bins where no other is asked for.</summary>
    public const int DefaultBins = 10;

    /// <summary>
    /// The expected calibration error (Naeini, Cooper and Hauskrecht 2015): the mean distance of observed share and predicted probability,
    /// bins weighed by their samples; NaN where there is none.
    /// </summary>
    public double ExpectedError => Counts.Count == 0 ? double.NaN
        : Counts.Select((count, bin) => count * Math.Abs(Observed[bin] - Predicted[bin])).Sum() / Counts.Sum();

    /// <summary>
    /// The curve of some probabilities. A bin holds its upper edge, as in scikit-learn, and the first its lower one, too.
    /// </summary>
    /// <param name="probabilities">The predicted probability of the class for each sample.</param>
    /// <param name="positive">Whether each belongs to the class.</param>
    /// <param name="bins">Number of bins between 0 and 1, at least 1.</param>
    /// <exception cref="ArgumentException">There are not as many probabilities as labels, or one does not lie from 0 to 1.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bins"/> is not positive.</exception>
    public static CalibrationCurve Of(ReadOnlySpan<double> probabilities, ReadOnlySpan<bool> positive, int bins = DefaultBins)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bins);
        BrierScore.Check(probabilities, positive.Length);
        double[] sums = new double[bins];
        int[] counts = new int[bins], positives = new int[bins];
        double[] edges = [.. Enumerable.Range(1, bins - 1).Select(edge => edge * (1.0 / bins))];
        for (int i = 0; i < probabilities.Length; i++)
        {
            int place = Array.BinarySearch(edges, probabilities[i]);
            int bin = place < 0 ? ~place : place;
            sums[bin] += probabilities[i];
            counts[bin]++;
            positives[bin] += positive[i] ? 1 : 0;
        }

        int[] filled = [.. Enumerable.Range(0, bins).Where(bin => counts[bin] > 0)];
        return new CalibrationCurve(
            [.. filled.Select(bin => sums[bin] / counts[bin])],
            [.. filled.Select(bin => positives[bin] / (double)counts[bin])],
            [.. filled.Select(bin => counts[bin])]);
    }

    private bool PrintMembers(StringBuilder builder) => RecordFormatter.AppendMembers(
        builder, (nameof(Predicted), Predicted), (nameof(Observed), Observed), (nameof(Counts), Counts),
        (nameof(ExpectedError), ExpectedError));
}
