using System.Globalization;
using System.Numerics.Tensors;
using Unroll.Data;
using Unroll.Losses;
using Unroll.Training;

namespace Unroll.Models;

/// <summary>
/// Several encoders and decoders that write together, timestep after timestep: of tokens each step has the mean of their log probabilities,
/// of numbers the mean of their outputs, and all of them go on from what was written.
/// </summary>
/// <example>
/// <code>
/// EncoderDecoderEnsemble translators = new([first, second, third]);
/// IReadOnlyList&lt;DecodedSequence&gt; texts = translators.Decode(samples, new DecodeOptions { MaxLength = 20, End = 1 });
/// </code>
/// </example>
public sealed class EncoderDecoderEnsemble
{
    private const int RowsAtOnce = 32;

    /// <summary>Creates an ensemble.</summary>
    /// <param name="networks">The networks, at least one; they write the same, from the same sources.</param>
    /// <exception cref="ArgumentException">There is none, or they differ in what they write.</exception>
    public EncoderDecoderEnsemble(IReadOnlyList<EncoderDecoder> networks)
    {
        Networks = networks is { Count: > 0 } ? [.. networks]
            : throw new ArgumentException("An ensemble needs at least one network.", nameof(networks));
        EncoderDecoder first = Networks[0];
        if (Networks.FirstOrDefault(other => other.Parts.ReadsTokens != first.Parts.ReadsTokens || other.Start != first.Start
            || other.Model.OutputShape.Features != first.Model.OutputShape.Features) is { } other)
        {
            throw new ArgumentException(
                $"The networks of an ensemble write the same, but the first gives {Written(first)}, another one {Written(other)}: give "
                + "networks with the same decoder's input and outputs.", nameof(networks));
        }
    }

    /// <summary>The networks.</summary>
    public IReadOnlyList<EncoderDecoder> Networks { get; }

    private EncoderDecoder First => Networks[0];

    private int Outputs => First.Model.OutputShape.Features;

    /// <summary>Writes sequences of numbers, each timestep from the one written before.</summary>
    /// <param name="samples">Sources; targets are not needed.</param>
    /// <param name="timesteps">Timesteps to write.</param>
    /// <param name="threads">Threads that write; 0 for one a core. What is written does not depend on it.</param>
    /// <returns>[samples, timesteps, features].</returns>
    /// <exception cref="InvalidOperationException">The decoders write tokens.</exception>
    public Tensor<float> Predict(SampleSource samples, int timesteps, int threads = 0)
    {
        ArgumentNullException.ThrowIfNull(samples);
        Require.AtLeast(timesteps, 1, nameof(timesteps));
        Require.AtLeast(threads, 0, nameof(threads));
        int features = Outputs;
        if (First.Parts.ReadsTokens || features != First.Parts.Decoder.InputShape.Features)
        {
            throw new InvalidOperationException("The decoder writes tokens: call Decode.");
        }

        float[] result = new float[samples.Count * timesteps * features];
        ForEachBatch(samples, 1, threads, (decoders, batch) =>
        {
            int rows = batch.Length;
            int[] same = [.. Enumerable.Range(0, rows)];
            float[] written = new float[rows * features];
            Array.Fill(written, First.Start);
            for (int t = 0; t < timesteps; t++)
            {
                Step(decoders, written);
                ReadOnlySpan<float> mean = decoders.Length == 1 ? decoders[0].Output : Mean(decoders, written);
                for (int row = 0; row < rows; row++)
                {
                    mean.Slice(row * features, features).CopyTo(result.AsSpan(((batch[row] * timesteps) + t) * features));
                }

                mean.CopyTo(written);
                Array.ForEach(decoders, decoder => decoder.Continue(same));
            }
        });
        return Tensor.Create(result, [samples.Count, timesteps, features]);
    }

    /// <summary>Writes sequences of tokens: greedily, by chance, or by beam search.</summary>
    /// <param name="samples">Sources; targets are not needed.</param>
    /// <param name="options">How tokens are chosen.</param>
    /// <returns>A sequence for each source, with the mean of the networks' log probabilities of it.</returns>
    /// <exception cref="ArgumentException">The options do not go together.</exception>
    /// <exception cref="InvalidOperationException">The decoders write numbers.</exception>
    public IReadOnlyList<DecodedSequence> Decode(SampleSource samples, DecodeOptions options)
    {
        ArgumentNullException.ThrowIfNull(samples);
        Require.AtLeast(options.MaxLength, 1, nameof(options.MaxLength));
        if (!First.Parts.ReadsTokens)
        {
            throw new InvalidOperationException("The decoder writes numbers: call Predict.");
        }

        if (options.Sample && options.BeamWidth > 1)
        {
            throw new ArgumentException(
                $"Tokens are to be drawn by chance and {CountFormatter.Format(options.BeamWidth, "sequences")} followed: choose " +
                $"one of the two.", nameof(options));
        }

        if (!options.Sample && (options.Temperature != 1 || options.TopK > 0))
        {
            throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Temperature {options.Temperature} and TopK {options.TopK} are of tokens drawn by chance, ")
                + "but none are drawn: set Sample, or leave them out.",
                nameof(options));
        }

        int vocabulary = Outputs;
        DecodedSequence[] result = new DecodedSequence[samples.Count];
        ForEachBatch(samples, options.BeamWidth, options.Threads, (decoders, batch) =>
        {
            int width = options.BeamWidth, rows = batch.Length;
            TokenSearch[] searches = [
                .. batch.Select(sample => new TokenSearch(options, vocabulary, new RandomStream(options.Seed, (ulong)sample)))];
            int[] origins = new int[rows * width];
            float[] previous = new float[rows * width];
            float[] means = decoders.Length == 1 ? [] : new float[rows * width * vocabulary];
            Array.Fill(previous, First.Start);
            while (!Array.TrueForAll(searches, search => search.IsDone))
            {
                Step(decoders, previous);
                ReadOnlySpan<float> outputs = decoders.Length == 1 ? decoders[0].Output : MeanLogProbabilities(decoders, vocabulary, means);
                for (int row = 0; row < rows; row++)
                {
                    if (!searches[row].IsDone)
                    {
                        searches[row].Advance(
                            outputs.Slice(row * width * vocabulary, width * vocabulary), areLogProbabilities: decoders.Length > 1);
                    }

                    for (int i = 0; i < width; i++)
                    {
                        (int token, int origin) = searches[row].IsDone ? (0, 0) : searches[row].Last(i);
                        previous[(row * width) + i] = token;
                        origins[(row * width) + i] = (row * width) + origin;
                    }
                }

                Array.ForEach(decoders, decoder => decoder.Continue(origins));
            }

            for (int row = 0; row < rows; row++)
            {
                result[batch[row]] = searches[row].Best();
            }
        });
        return result;
    }

    private static void Step(StepDecoder[] decoders, ReadOnlySpan<float> previous)
    {
        foreach (StepDecoder decoder in decoders)
        {
            previous.CopyTo(decoder.Previous);
            decoder.Step();
        }
    }

    private static ReadOnlySpan<float> Mean(StepDecoder[] decoders, Span<float> mean)
    {
        mean.Clear();
        foreach (StepDecoder decoder in decoders)
        {
            TensorPrimitives.Add(mean, decoder.Output, mean);
        }

        TensorPrimitives.Divide(mean, decoders.Length, mean);
        return mean;
    }

    private static ReadOnlySpan<float> MeanLogProbabilities(StepDecoder[] decoders, int vocabulary, Span<float> mean)
    {
        float[] scratch = new float[vocabulary];
        mean.Clear();
        foreach (StepDecoder decoder in decoders)
        {
            for (int at = 0; at < mean.Length; at += vocabulary)
            {
                ReadOnlySpan<float> logits = decoder.Output.Slice(at, vocabulary);
                Span<float> row = mean.Slice(at, vocabulary);
                float logSum = (float)SoftmaxTerm.Softmax(logits, scratch);
                TensorPrimitives.Subtract(logits, logSum, scratch);
                TensorPrimitives.Add(row, scratch, row);
            }
        }

        TensorPrimitives.Divide(mean, decoders.Length, mean);
        return mean;
    }

    private static string Written(EncoderDecoder network) =>
        $"{CountFormatter.Format(network.Model.OutputShape.Features, network.Parts.ReadsTokens ? "tokens" : "numbers")}";

    /// <summary>Decodes sources of similar length together, batches on several threads; results do not depend on either.</summary>
    private void ForEachBatch(SampleSource samples, int width, int threads, Action<StepDecoder[], int[]> decode)
    {
        List<UseGate.Lease> uses = [];
        bool masked = samples.HasLengths(0);
        int[] order = [.. Enumerable.Range(0, samples.Count)];
        if (masked)
        {
            int[] lengths = new int[order.Length];
            samples.CopyLengths(0, order, lengths);
            order = [.. order.OrderBy(sample => lengths[sample])];
        }

        int[][] batches = [.. order.Chunk(RowsAtOnce)];
        try
        {
            uses.AddRange(Networks.Select(network => network.Model.Gate.Read("Decoding")));
            // What is wrong with a source, say a token that there is not, is told as on one thread.
            Workers.For(batches.Length, () => (StepDecoder[])[], (batch, decoders) =>
            {
                int rows = batches[batch].Length;
                if (decoders.Length == 0 || decoders[0].Rows != rows)
                {
                    decoders = [.. Networks.Select(network => new StepDecoder(
                        network.Parts.Encoder, network.Parts.Decoder, samples.InputShape, masked, rows, width))];
                }

                foreach (StepDecoder decoder in decoders)
                {
                    new ShardData([decoder.Source], [], [], rows).Load(samples, batches[batch]);
                    decoder.Encode();
                }

                decode(decoders, batches[batch]);
                return decoders;
            }, threads);
        }
        finally
        {
            uses.ForEach(use => use.Dispose());
        }
    }
}
