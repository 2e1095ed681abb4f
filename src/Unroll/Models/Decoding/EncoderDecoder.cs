using System.Globalization;
using System.Numerics.Tensors;
using System.Runtime.ExceptionServices;
using Unroll.Data;
using Unroll.Training;

namespace Unroll.Models;

/// <summary>
/// A sequence-to-sequence network (Sutskever et al. 2014; with attention Luong et al. 2015): an encoder whose final states a decoder starts
/// from. In training the decoder's input is the true timestep before (teacher forcing); in prediction, its own last output.
/// </summary>
/// <example>
/// <code>
/// var translator = EncoderDecoder.Create(Shape.Sequence(12, 1), 1, 64, new() { SourceVocabulary = 40, TargetVocabulary = 50,
/// AttentionHeads = 1 }, start: 0); translator.Model.Compile(new Adam(), new SparseCategoricalCrossEntropy(new() { FromLogits = true }));
/// translator.Fit(samples, new FitOptions { Epochs = 20 }); IReadOnlyList&lt;DecodedSequence&gt; texts = translator.Decode(samples, new
/// DecodeOptions { MaximumLength = 20, End = 1, BeamWidth = 4 });
/// </code>
/// </example>
public sealed class EncoderDecoder
{
    private const string StartKey = "decoder-start";
    private const int RowsAtOnce = 32;

    private readonly DecoderCut _parts;
    private readonly float _start;

    /// <summary>Takes up a graph that <see cref="Create"/> made, for example one that was loaded.</summary>
    /// <param name="model">The graph.</param>
    /// <exception cref="ArgumentException">The graph is not one of these.</exception>
    public EncoderDecoder(Graph model)
        : this(model, StartOf(model))
    {
    }

    /// <summary>
    /// Takes up any graph that is an encoder and decoder: its inputs are the source and the target one timestep later, each recurrent layer
    /// behind the second input starts from states that follow from the source and returns its sequence and final states, and each other
    /// layer there takes a timestep by itself, or attends to timesteps that follow from the source.
    /// </summary>
    /// <param name="model">The graph.</param>
    /// <param name="start">The decoder's first input: a token's index, or a value for all features.</param>
    /// <exception cref="ArgumentException">The graph is not one of these; the message names the layer.</exception>
    public EncoderDecoder(Graph model, float start)
    {
        ArgumentNullException.ThrowIfNull(model);
        model.Build();
        (Model, _start, _parts) = (model, start, new DecoderCut(model));
    }

    /// <summary>The whole network, for training: inputs are the source and the target one timestep later.</summary>
    public Graph Model { get; }

    /// <summary>Makes a network.</summary>
    /// <param name="source">Shape of a source sequence; one feature where it is tokens.</param>
    /// <param name="targetFeatures">Features of a target's timestep; 1 where it is tokens.</param>
    /// <param name="units">Hidden units of each recurrent layer.</param>
    /// <param name="options">Options; leave out for one LSTM without attention, of numbers.</param>
    /// <param name="start">The decoder's first input: a token's index, or a value for all features.</param>
    /// <exception cref="ArgumentException">The options do not go together.</exception>
    public static EncoderDecoder Create(
        Shape source, int targetFeatures, int units, EncoderDecoderOptions options = default, float start = 0)
    {
        Graph model = EncoderDecoderGraph.Create(source, targetFeatures, units, options);
        model.Metadata[StartKey] = start.ToString("R", CultureInfo.InvariantCulture);
        return new EncoderDecoder(model);
    }

    /// <summary>Trains with teacher forcing.</summary>
    /// <param name="samples">Samples with one input, the source, and one target, the sequence to write.</param>
    /// <param name="options">Epochs, batch size and so on; validation samples are like the others.</param>
    public History Fit(SampleSource samples, FitOptions options = default)
    {
        var validation = options.Validation is null ? null : new TeacherForcingSource(options.Validation, _start);
        return Model.Fit(new TeacherForcingSource(samples, _start), options with { Validation = validation });
    }

    /// <summary>Trains with teacher forcing on arrays or tensors.</summary>
    /// <param name="source">Sequences to read.</param>
    /// <param name="target">For each of them the sequence to write.</param>
    /// <param name="options">Epochs, batch size and so on.</param>
    public History Fit(Samples source, Samples target, FitOptions options = default) => Fit(ArraySource.OfPairs(source, target), options);

    /// <summary>Writes sequences of numbers for arrays or tensors.</summary>
    /// <param name="source">Sequences to read.</param>
    /// <param name="timesteps">Timesteps to write.</param>
    /// <param name="threads">Threads that write; 0 for one a core. What is written does not depend on it.</param>
    /// <returns>[samples, timesteps, features].</returns>
    /// <exception cref="InvalidOperationException">The decoder writes tokens.</exception>
    public Tensor<float> Predict(Samples source, int timesteps, int threads = 0) =>
        Predict(new ArraySource(source), timesteps, threads);

    /// <summary>Writes sequences of tokens for arrays or tensors.</summary>
    /// <param name="source">Sequences to read.</param>
    /// <param name="options">How tokens are chosen.</param>
    /// <returns>A sequence for each source.</returns>
    /// <exception cref="InvalidOperationException">The decoder writes numbers.</exception>
    public IReadOnlyList<DecodedSequence> Decode(Samples source, DecodeOptions options) => Decode(new ArraySource(source), options);

    /// <summary>Writes sequences of numbers, each timestep from the one written before.</summary>
    /// <param name="samples">Sources; targets are not needed.</param>
    /// <param name="timesteps">Timesteps to write.</param>
    /// <param name="threads">Threads that write; 0 for one a core. What is written does not depend on it.</param>
    /// <returns>[samples, timesteps, features].</returns>
    /// <exception cref="InvalidOperationException">The decoder writes tokens.</exception>
    public Tensor<float> Predict(SampleSource samples, int timesteps, int threads = 0)
    {
        ArgumentNullException.ThrowIfNull(samples);
        Require.AtLeast(timesteps, 1, nameof(timesteps));
        Require.AtLeast(threads, 0, nameof(threads));
        int features = Model.OutputShape.Features;
        if (_parts.ReadsTokens || features != _parts.Decoder.InputShape.Features)
        {
            throw new InvalidOperationException("The decoder writes tokens: call Decode.");
        }

        float[] result = new float[samples.Count * timesteps * features];
        ForEachBatch(samples, 1, threads, (decoder, batch) =>
        {
            int rows = batch.Length;
            int[] same = [.. Enumerable.Range(0, rows)];
            decoder.Previous.Fill(_start);
            for (int t = 0; t < timesteps; t++)
            {
                decoder.Step();
                for (int row = 0; row < rows; row++)
                {
                    decoder.Output.Slice(row * features, features).CopyTo(result.AsSpan(((batch[row] * timesteps) + t) * features));
                }

                decoder.Output.CopyTo(decoder.Previous);
                decoder.Continue(same);
            }
        });
        return Tensor.Create(result, [samples.Count, timesteps, features]);
    }

    /// <summary>Writes sequences of tokens: greedily, by chance, or by beam search.</summary>
    /// <param name="samples">Sources; targets are not needed.</param>
    /// <param name="options">How tokens are chosen.</param>
    /// <returns>A sequence for each source.</returns>
    /// <exception cref="ArgumentException">The options do not go together.</exception>
    /// <exception cref="InvalidOperationException">The decoder writes numbers.</exception>
    public IReadOnlyList<DecodedSequence> Decode(SampleSource samples, DecodeOptions options)
    {
        ArgumentNullException.ThrowIfNull(samples);
        Require.AtLeast(options.MaximumLength, 1, nameof(options.MaximumLength));
        int vocabulary = Model.OutputShape.Features;
        if (!_parts.ReadsTokens)
        {
            throw new InvalidOperationException("The decoder writes numbers: call Predict.");
        }

        if (options.Sample && options.BeamWidth > 1)
        {
            throw new ArgumentException(
                $"Tokens are to be drawn by chance and {CountFormatter.Format(options.BeamWidth, "sequences")} followed: choose " +
                $"one of the two.", nameof(options));
        }

        DecodedSequence[] result = new DecodedSequence[samples.Count];
        ForEachBatch(samples, options.BeamWidth, options.Threads, (decoder, batch) =>
        {
            int width = decoder.Width, rows = batch.Length;
            TokenSearch[] searches = [
                .. batch.Select(sample => new TokenSearch(options, vocabulary, new RandomStream(options.Seed, (ulong)sample)))];
            int[] origins = new int[rows * width];
            decoder.Previous.Fill(_start);
            while (!Array.TrueForAll(searches, search => search.IsDone))
            {
                decoder.Step();
                for (int row = 0; row < rows; row++)
                {
                    if (!searches[row].IsDone)
                    {
                        searches[row].Advance(decoder.Output.Slice(row * width * vocabulary, width * vocabulary));
                    }

                    for (int i = 0; i < width; i++)
                    {
                        (int token, int origin) = searches[row].IsDone ? (0, 0) : searches[row].Last(i);
                        decoder.Previous[(row * width) + i] = token;
                        origins[(row * width) + i] = (row * width) + origin;
                    }
                }

                decoder.Continue(origins);
            }

            for (int row = 0; row < rows; row++)
            {
                result[batch[row]] = searches[row].Best();
            }
        });
        return result;
    }

    private static float StartOf(Graph model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return model.Metadata.TryGetValue(StartKey, out string? start)
            ? float.Parse(start, CultureInfo.InvariantCulture)
            : throw new ArgumentException(
                "The graph is no encoder and decoder: give one that EncoderDecoder.Create made, or the decoder's first input beside it.",
                nameof(model));
    }

    /// <summary>Decodes sources of similar length together, batches on several threads; results do not depend on either.</summary>
    private void ForEachBatch(SampleSource samples, int width, int threads, Action<StepDecoder, int[]> decode)
    {
        using UseGate.Lease use = Model.Gate.Read("Decoding");
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
            Parallel.For(0, batches.Length, new() { MaxDegreeOfParallelism = threads == 0 ? Environment.ProcessorCount : threads },
                () => (StepDecoder?)null, (batch, _, decoder) =>
            {
                int rows = batches[batch].Length;
                if (decoder is null || decoder.Rows != rows)
                {
                    decoder = new StepDecoder(_parts.Encoder, _parts.Decoder, samples.InputShape, masked, rows, width);
                }

                new ShardData([decoder.Source], [], [], rows).Load(samples, batches[batch]);
                decoder.Encode();
                decode(decoder, batches[batch]);
                return decoder;
            }, _ => { });
        }
        catch (AggregateException exception)
        {
            // What is wrong with a source, say a token that there is not, is to be told as on one thread.
            ExceptionDispatchInfo.Throw(exception.InnerExceptions[0]);
        }
    }
}
