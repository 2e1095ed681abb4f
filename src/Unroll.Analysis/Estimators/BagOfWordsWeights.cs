using System.Numerics.Tensors;

namespace Unroll.Analysis.Estimators;

/// <summary>The weights of tokens for the scores of classes, in the precision that they are saved in.</summary>
/// <param name="Intercepts">The scores of a text without tokens: of the second of two classes, or of each of more.</param>
/// <param name="Weights">What each token adds, [token, score].</param>
internal sealed record BagOfWordsWeights(float[] Intercepts, float[] Weights)
{
    /// <summary>The probabilities of the classes.</summary>
    /// <param name="row">The values of a text's tokens.</param>
    public double[] Probabilities(SparseRow row)
    {
        float[] scores = [.. Intercepts];
        for (int i = 0; i < row.Columns.Length; i++)
        {
            TensorPrimitives.MultiplyAdd(
                Weights.AsSpan(row.Columns[i] * scores.Length, scores.Length), (float)row.Values[i], scores, scores);
        }

        double[] probabilities = scores.Length == 1 ? [0, scores[0]] : [.. scores.Select(score => (double)score)];
        Softmax.Apply(probabilities);
        return probabilities;
    }
}
