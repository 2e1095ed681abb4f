using System.Numerics.Tensors;
using Unroll.Models;
using Unroll.Tasks.Learning;

namespace Unroll.Tasks.Translation;

/// <summary>
/// The scores of the true targets by networks, each token given those before it (teacher forcing): the sum of −log p, and how often the
/// best guess is right.
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

    /// <summary>Scores the targets of pairs by the mean of the networks' log probabilities.</summary>
    /// <param name="networks">The networks.</param>
    /// <param name="pairs">The pairs.</param>
    /// <param name="threads">Threads; 0 for one a core.</param>
    public static ForcedScores Of(IReadOnlyList<Model> networks, PairSamples pairs, int threads)
    {
        ForcedScores sum = default;
        double[] mean = new double[networks[0].OutputShape.Features];
        ForEach(networks, pairs, threads, (outputs, sample, t) =>
        {
            int code = t < pairs.TargetOf(sample).Length ? (int)pairs.TargetOf(sample)[t] : PairSamples.Edge;
            Array.Clear(mean);
            foreach (ReadOnlyMemory<float> own in outputs)
            {
                AddLogProbabilities(own.Span, 1.0 / outputs.Length, mean);
            }

            sum = new(
                sum.NegativeLogLikelihood - mean[code],
                sum.Right + (TensorPrimitives.IndexOfMax<double>(mean) == code ? 1 : 0),
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
        ForEach([network], pairs, 0, (outputs, sample, t) =>
        {
            if (areTokens)
            {
                guesses[sample][t] = TensorPrimitives.IndexOfMax(outputs[0].Span);
            }
            else
            {
                outputs[0].Span.CopyTo(guesses[sample].AsSpan(t * features));
            }
        });
        return guesses;
    }

    /// <summary>Adds a share of log softmax(logits).</summary>
    private static void AddLogProbabilities(ReadOnlySpan<float> logits, double share, double[] sums)
    {
        double highest = TensorPrimitives.Max(logits), all = 0;
        foreach (float logit in logits)
        {
            all += Math.Exp(logit - highest);
        }

        double logSum = highest + Math.Log(all);
        for (int i = 0; i < sums.Length; i++)
        {
            sums[i] += share * (logits[i] - logSum);
        }
    }

    private delegate void Taker(ReadOnlyMemory<float>[] outputs, int sample, int timestep);

    /// <summary>Goes through the networks' outputs for each timestep of each target, some pairs of similar length at a time.</summary>
    private static void ForEach(IReadOnlyList<Model> networks, PairSamples pairs, int threads, Taker take)
    {
        int[] order = [.. Enumerable.Range(0, pairs.Count).OrderBy(pairs.TargetLengthOf)];
        int width = networks[0].OutputShape.Features;
        ReadOnlyMemory<float>[] outputs = new ReadOnlyMemory<float>[networks.Count];
        foreach (int[] samples in order.Chunk(PairsAtOnce))
        {
            PairSamples some = pairs.Subset(samples);
            float[][] values = [.. networks.Select(network => Ensemble.Outputs(network, some, threads))];
            int each = values[0].Length / samples.Length;
            for (int i = 0; i < samples.Length; i++)
            {
                for (int t = 0; t < pairs.TargetLengthOf(samples[i]); t++)
                {
                    for (int network = 0; network < outputs.Length; network++)
                    {
                        outputs[network] = values[network].AsMemory((i * each) + (t * width), width);
                    }

                    take(outputs, samples[i], t);
                }
            }
        }
    }
}
