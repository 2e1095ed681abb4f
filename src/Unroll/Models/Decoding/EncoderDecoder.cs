using System.Globalization;
using System.Numerics.Tensors;
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
/// DecodeOptions { MaxLength = 20, End = 1, BeamWidth = 4 });
/// </code>
/// </example>
public sealed class EncoderDecoder
{
    private const string StartKey = "decoder-start";

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
        (Model, Start, Parts) = (model, start, new DecoderCut(model));
    }

    /// <summary>The whole network, for training: inputs are the source and the target one timestep later.</summary>
    public Graph Model { get; }

    /// <summary>The decoder's first input.</summary>
    internal float Start { get; }

    /// <summary>The encoder and the decoder.</summary>
    internal DecoderCut Parts { get; }

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
        var validation = options.Validation is null ? null : new TeacherForcingSource(options.Validation, Start);
        return Model.Fit(new TeacherForcingSource(samples, Start), options with { Validation = validation });
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
    public Tensor<float> Predict(SampleSource samples, int timesteps, int threads = 0) =>
        new EncoderDecoderEnsemble([this]).Predict(samples, timesteps, threads);

    /// <summary>Writes sequences of tokens: greedily, by chance, or by beam search.</summary>
    /// <param name="samples">Sources; targets are not needed.</param>
    /// <param name="options">How tokens are chosen.</param>
    /// <returns>A sequence for each source.</returns>
    /// <exception cref="ArgumentException">The options do not go together.</exception>
    /// <exception cref="InvalidOperationException">The decoder writes numbers.</exception>
    public IReadOnlyList<DecodedSequence> Decode(SampleSource samples, DecodeOptions options) =>
        new EncoderDecoderEnsemble([this]).Decode(samples, options);

    private static float StartOf(Graph model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return model.Metadata.TryGetValue(StartKey, out string? start)
            ? float.Parse(start, CultureInfo.InvariantCulture)
            : throw new ArgumentException(
                "The graph is no encoder and decoder: give one that EncoderDecoder.Create made, or the decoder's first input beside it.",
                nameof(model));
    }
}
