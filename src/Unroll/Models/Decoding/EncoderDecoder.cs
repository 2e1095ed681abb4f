using System.Globalization;
using System.Numerics.Tensors;
using Unroll.Data;
using Unroll.Layers;
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
    private const string StartKey = "encoder-decoder.start";
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
        if (!source.IsSequence || (options.SourceVocabulary > 0 && source.Features != 1)
            || (options.TargetVocabulary > 0 && targetFeatures != 1))
        {
            throw new ArgumentException(
                $"Got a source of {source} and {CountFormatter.Format(targetFeatures, "target features")}: the source must be a " +
                $"sequence, and tokens have one "
                + $"feature.");
        }

        if (options.AttentionHeads < 0 || (options.AttentionHeads > 0 && units % options.AttentionHeads != 0))
        {
            throw new ArgumentException(
                $"{CountFormatter.Format(options.AttentionHeads, "heads")} do not divide {CountFormatter.Format(units, "units")}: " +
                $"choose a number that does, or 0 for no attention.");
        }

        int dimension = options.EmbeddingDimension > 0 ? options.EmbeddingDimension : units;
        Signal first = Graph.Input(source, "source");
        Signal previous = Graph.Input(Shape.Sequence(Shape.AnyLength, targetFeatures), "previous");
        Signal read = options.SourceVocabulary > 0
            ? new Embedding(options.SourceVocabulary, dimension) { Name = "source_embedding" }.Apply(first) : first;
        Signal written = options.TargetVocabulary > 0
            ? new Embedding(options.TargetVocabulary, dimension) { Name = "previous_embedding" }.Apply(previous)
            : previous;
        for (int i = 1; i <= options.Layers; i++)
        {
            read = CreateLayer(options, units, $"encoder_{i}").Apply(read);
            written = CreateLayer(options, units, $"decoder_{i}").Apply([written, .. read.State]);
        }

        if (options.AttentionHeads > 0)
        {
            Signal attended = new MultiHeadAttention(options.AttentionHeads, units / options.AttentionHeads) { Name = "attention" }.Apply(
                written, read);
            written = new Concatenate { Name = "attended" }.Apply(written, attended);
        }

        int outputs = options.TargetVocabulary > 0 ? options.TargetVocabulary : targetFeatures;
        var model = new Graph([first, previous], [new Dense(outputs) { Name = "output" }.Apply(written)]) { Seed = options.Seed };
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
    public History Fit(Samples source, Samples target, FitOptions options = default) => Fit(new ArraySource(source, target), options);

    /// <summary>Writes sequences of numbers for arrays or tensors.</summary>
    /// <param name="source">Sequences to read.</param>
    /// <param name="timesteps">Timesteps to write.</param>
    /// <returns>[samples, timesteps, features].</returns>
    /// <exception cref="InvalidOperationException">The decoder writes tokens.</exception>
    public Tensor<float> Predict(Samples source, int timesteps) => Predict(new ArraySource(source), timesteps);

    /// <summary>Writes sequences of tokens for arrays or tensors.</summary>
    /// <param name="source">Sequences to read.</param>
    /// <param name="options">How tokens are chosen.</param>
    /// <returns>A sequence for each source.</returns>
    /// <exception cref="InvalidOperationException">The decoder writes numbers.</exception>
    public IReadOnlyList<DecodedSequence> Decode(Samples source, DecodeOptions options) => Decode(new ArraySource(source), options);

    /// <summary>Writes sequences of numbers, each timestep from the one written before.</summary>
    /// <param name="samples">Sources; targets are not needed.</param>
    /// <param name="timesteps">Timesteps to write.</param>
    /// <returns>[samples, timesteps, features].</returns>
    /// <exception cref="InvalidOperationException">The decoder writes tokens.</exception>
    public Tensor<float> Predict(SampleSource samples, int timesteps)
    {
        ArgumentNullException.ThrowIfNull(samples);
        Require.AtLeast(timesteps, 1, nameof(timesteps));
        int features = Model.OutputShape.Features;
        if (_parts.ReadsTokens || features != _parts.Decoder.InputShape.Features)
        {
            throw new InvalidOperationException("The decoder writes tokens: call Decode.");
        }

        float[] result = new float[samples.Count * timesteps * features];
        ForEachBatch(samples, 1, (decoder, firstRow, rows) =>
        {
            int[] same = [.. Enumerable.Range(0, rows)];
            decoder.Previous.Fill(_start);
            for (int t = 0; t < timesteps; t++)
            {
                decoder.Step();
                for (int row = 0; row < rows; row++)
                {
                    decoder.Output.Slice(row * features, features).CopyTo(result.AsSpan((((firstRow + row) * timesteps) + t) * features));
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
        ForEachBatch(samples, options.BeamWidth, (decoder, firstRow, rows) =>
        {
            int width = decoder.Width;
            TokenSearch[] searches = [
                .. Enumerable.Range(0, rows)
                    .Select(row => new TokenSearch(options, new RandomStream(options.Seed, (ulong)(firstRow + row))))];
            int[] origins = new int[rows * width];
            decoder.Previous.Fill(_start);
            while (!Array.TrueForAll(searches, search => search.IsDone))
            {
                decoder.Step();
                for (int row = 0; row < rows; row++)
                {
                    if (!searches[row].IsDone)
                    {
                        searches[row].Advance(decoder.Output.Slice(row * width * vocabulary, width * vocabulary), vocabulary);
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
                result[firstRow + row] = searches[row].Best();
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

    private static RecurrentLayer CreateLayer(EncoderDecoderOptions options, int units, string name) => options.Cell switch
    {
        RecurrentCellKind.Lstm =>
            new Lstm(units, new LstmOptions { ReturnSequences = true, ReturnState = true, Dropout = options.Dropout }) { Name = name },
        RecurrentCellKind.Gru =>
            new Gru(units, new GruOptions { ReturnSequences = true, ReturnState = true, Dropout = options.Dropout }) { Name = name },
        RecurrentCellKind.SimpleRnn =>
            new SimpleRnn(units, new SimpleRnnOptions { ReturnSequences = true, ReturnState = true, Dropout = options.Dropout })
            {
                Name = name,
            },
        _ => throw new ArgumentOutOfRangeException(
            nameof(options), options.Cell, "Unknown kind of recurrent layer: use one of RecurrentCellKind."),
    };

    private void ForEachBatch(SampleSource samples, int width, Action<StepDecoder, int, int> decode)
    {
        using UseGate.Lease use = Model.Gate.Read("Decoding");
        StepDecoder? decoder = null;
        int planned = 0;
        bool masked = samples.HasLengths(0);
        for (int first = 0; first < samples.Count; first += RowsAtOnce)
        {
            int rows = Math.Min(RowsAtOnce, samples.Count - first);
            if (decoder is null || planned != rows)
            {
                decoder = new StepDecoder(_parts.Encoder, _parts.Decoder, samples.InputShape, masked, rows, width);
                planned = rows;
            }

            new ShardData([decoder.Source], [], [], rows).Load(samples, [.. Enumerable.Range(first, rows)]);
            decoder.Encode();
            decode(decoder, first, rows);
        }
    }
}
