using System.Numerics.Tensors;
using Unroll.Models;
using Unroll.Series.Frames;
using Unroll.Series.Windowing;
using Unroll.Tasks.Learning;

namespace Unroll.Tasks.Sequences;

/// <content>The predictions of networks for series.</content>
public abstract partial class LearnedSequences
{
    /// <summary>The prediction of each series: the mean over its pieces and over the networks, or the average of members.</summary>
    /// <param name="data">The series, prepared.</param>
    /// <param name="networks">The networks.</param>
    /// <param name="threads">Threads; 0 for one a core.</param>
    /// <exception cref="InputException">A prediction is no finite number.</exception>
    protected virtual IReadOnlyList<double[]> Predictions(SequenceData data, Ensemble networks, int threads)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(networks);
        if (networks.Members.Count > 0)
        {
            return Averaged(networks, OfMembers(data, networks, threads));
        }

        double[][] sums = [.. data.Targets.Select(_ => new double[PredictionWidth])];
        int[] counts = new int[sums.Length];
        double[] prediction = new double[PredictionWidth];
        foreach (Model network in networks.Networks)
        {
            SeriesSequences sequences = Sequences(data, network);
            float[] outputs = Ensemble.Outputs(network, sequences, threads);
            int width = outputs.Length / sequences.Count;
            for (int sample = 0; sample < sequences.Count; sample++)
            {
                FromNetwork(outputs.AsSpan(sample * width, width), prediction);
                int series = sequences.Piece(sample).Series;
                TensorPrimitives.Add(sums[series], prediction, sums[series]);
                counts[series]++;
            }
        }

        for (int i = 0; i < sums.Length; i++)
        {
            ToMean(sums[i], counts[i], data.Series[i]);
        }

        return sums;
    }

    /// <summary>Makes the mean of the sum of predictions for a series, in its place.</summary>
    /// <exception cref="InputException">It is no finite number.</exception>
    private protected static void ToMean(double[] sum, int count, SeriesItem series)
    {
        TensorPrimitives.Divide(sum, (double)count, sum);
        if (!Array.TrueForAll(sum, double.IsFinite))
        {
            throw new InputException(
                $"The prediction for series '{series.Id}' is no finite number: the training diverged. "
                + "Train again with a lower train.learning-rate or with train.clip-norm: 1.");
        }
    }
}
