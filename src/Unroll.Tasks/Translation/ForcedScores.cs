using System.Numerics.Tensors;
using Unroll.Models;
using Unroll.Training;

namespace Unroll.Tasks.Translation;

/// <summary>
/// What a network says of the true targets, each token given those before it (teacher forcing): the sum of −log p, and how often the best
/// guess is right.
/// </summary>
/// <param name="NegativeLogLikelihood">The sum of −log p over all tokens, ends included.</param>
/// <param name="Right">Tokens whose best guess is right.</param>
/// <param name="Tokens">Tokens, ends included.</param>
internal readonly record struct ForcedScores(double NegativeLogLikelihood, long Right, long Tokens)
{
    private const int PairsAtOnce = 64;

    /// <summary>exp of the mean of −log p.</summary>
    public double Perplexity => Tokens == 0 ? double.NaN : Math.Exp(NegativeLogLikelihood / Tokens);

    /// <summary>Share of the tokens whose best guess is right.</summary>
    public double Accuracy => Tokens == 0 ? double.NaN : Right / (double)Tokens;

    /// <summary>Scores the targets of pairs.</summary>
    /// <param name="network">The network.</param>
    /// <param name="pairs">The pairs.</param>
    /// <param name="threads">Threads; 0 for one a core.</param>
    public static ForcedScores Of(Model network, PairSamples pairs, int threads)
    {
        ForcedScores sum = default;
        ForEach(network, pairs, threads, (outputs, sample, t) =>
        {
            int code = t < pairs.TargetOf(sample).Length ? (int)pairs.TargetOf(sample)[t] : PairSamples.Edge;
            double highest = TensorPrimitives.Max(outputs), all = 0;
            foreach (float logit in outputs)
            {
                all += Math.Exp(logit - highest);
            }

            sum = new(
                sum.NegativeLogLikelihood - (outputs[code] - highest - Math.Log(all)),
                sum.Right + (TensorPrimitives.IndexOfMax(outputs) == code ? 1 : 0),
                sum.Tokens + 1);
        });
        return sum;
    }

    /// <summary>The best guess for each timestep of each target, given the true ones before; of numbers, the outputs.</summary>
    /// <param name="network">The network.</param>
    /// <param name="pairs">The pairs.</param>
    /// <param name="areTokens">Whether targets are tokens.</param>
    public static float[][] Guesses(Model network, PairSamples pairs, bool areTokens)
    {
        int features = pairs.TargetShape.Features;
        float[][] guesses = [.. Enumerable.Range(0, pairs.Count).Select(sample => new float[pairs.TargetLengthOf(sample) * features])];
        ForEach(network, pairs, 0, (outputs, sample, t) =>
        {
            if (areTokens)
            {
                guesses[sample][t] = TensorPrimitives.IndexOfMax(outputs);
            }
            else
            {
                outputs.CopyTo(guesses[sample].AsSpan(t * features));
            }
        });
        return guesses;
    }

    private delegate void Taker(ReadOnlySpan<float> outputs, int sample, int timestep);

    /// <summary>Goes through the outputs for each timestep of each target, some pairs of similar length at a time.</summary>
    private static void ForEach(Model network, PairSamples pairs, int threads, Taker take)
    {
        int[] order = [.. Enumerable.Range(0, pairs.Count).OrderBy(pairs.TargetLengthOf)];
        int width = network.OutputShape.Features;
        foreach (int[] samples in order.Chunk(PairsAtOnce))
        {
            PairSamples some = pairs.Subset(samples);
            Tensor<float> outputs = network.PredictAll(some, new PredictOptions { Threads = threads, BatchSize = PairsAtOnce })[0];
            float[] values = new float[outputs.FlattenedLength];
            outputs.FlattenTo(values);
            int each = values.Length / samples.Length;
            for (int i = 0; i < samples.Length; i++)
            {
                for (int t = 0; t < pairs.TargetLengthOf(samples[i]); t++)
                {
                    take(values.AsSpan((i * each) + (t * width), width), samples[i], t);
                }
            }
        }
    }
}
