using Unroll.Initializers;
using Unroll.Layers;

namespace Unroll.Models;

/// <summary>The graphs of encoders and decoders. Their layers are known by the names that they get here.</summary>
internal static class EncoderDecoderGraph
{
    /// <summary>The prefix of the names of the encoder's layers.</summary>
    public const string Encoder = "encoder_";

    /// <summary>The prefix of the names of the decoder's layers.</summary>
    public const string Decoder = "decoder_";

    /// <summary>The prefix of the names of the layers between their states.</summary>
    public const string Bridge = "bridge_";

    /// <summary>
    /// Tokens that differ from the start: from vectors near zero, the first steps learn how frequent each token of the target is, and drive
    /// units into the flat ends of their activations on the way.
    /// </summary>
    private static readonly Initializer _embeddings = new RandomNormal(0, 1);

    /// <summary>Makes a graph from the source and the target one timestep later to the output.</summary>
    /// <param name="source">Shape of a source sequence.</param>
    /// <param name="targetFeatures">Features of a target's timestep.</param>
    /// <param name="units">Hidden units of each recurrent layer.</param>
    /// <param name="options">Options.</param>
    /// <exception cref="ArgumentException">The options do not go together.</exception>
    public static Graph Create(Shape source, int targetFeatures, int units, in EncoderDecoderOptions options)
    {
        Check(source, targetFeatures, units, options);
        Signal first = Graph.Input(source, "source");
        Signal previous = Graph.Input(Shape.Sequence(Shape.AnyLength, targetFeatures), "previous");
        Signal read = Embed(first, options.SourceVocabulary, "source_embedding", units, options);
        Signal written = Embed(previous, options.TargetVocabulary, "previous_embedding", units, options);
        List<Signal[]> states = [];
        for (int i = 1; i <= options.Layers; i++)
        {
            (read, Signal[] final) = Encode(read, i, units, options);
            states.Add(final);
        }

        int attending = options.AttentionHeads + options.AdditiveAttentionUnits == 0 ? 0
            : options.AttentionLayer == 0 ? options.Layers : options.AttentionLayer;
        Signal? attended = null;
        for (int i = 1; i <= options.Layers; i++)
        {
            // Layers after the attention read what was attended to, too.
            Signal input = attended is null ? written : new Concatenate { Name = $"attended_{i}" }.Apply(written, attended);
            written = CreateLayer(options, units, $"{Decoder}{i}").Apply([input, .. states[i - 1]]);
            if (i == attending)
            {
                AttentionLayer attention = options.AdditiveAttentionUnits > 0
                    ? new AdditiveAttention(options.AdditiveAttentionUnits) { Name = "attention" }
                    : new MultiHeadAttention(options.AttentionHeads, units / options.AttentionHeads) { Name = "attention" };
                attended = attention.Apply(written, read);
            }
        }

        written = attended is null ? written : new Concatenate { Name = "attended" }.Apply(written, attended);
        written = options.OutputDropout > 0 ? new Dropout(options.OutputDropout) { Name = "output_dropout" }.Apply(written) : written;
        written = options.ReadoutUnits > 0 ? new Dense(options.ReadoutUnits) { Name = "readout" }.Apply(written) : written;
        int outputs = options.TargetVocabulary > 0 ? options.TargetVocabulary : targetFeatures;
        return new Graph([first, previous], [new Dense(outputs) { Name = "output" }.Apply(written)]) { Seed = options.Seed };
    }

    private static Signal Embed(Signal tokens, int vocabulary, string name, int units, in EncoderDecoderOptions options)
    {
        int dimension = options.EmbeddingDimension > 0 ? options.EmbeddingDimension : units;
        return vocabulary == 0 ? tokens
            : new Embedding(vocabulary, dimension, new EmbeddingOptions
            {
                SparseUpdates = options.SparseUpdates,
                EmbeddingsInitializer = _embeddings,
            })
            { Name = name }.Apply(tokens);
    }

    /// <summary>A layer of the encoder, and the states that its counterpart starts from.</summary>
    private static (Signal Read, Signal[] Final) Encode(Signal read, int number, int units, in EncoderDecoderOptions options)
    {
        RecurrentLayer layer = CreateLayer(options, units, $"{Encoder}{number}");
        if (!options.Bidirectional)
        {
            Signal applied = layer.Apply(read);
            return (applied, applied.State);
        }

        Signal both = new Bidirectional(layer) { Name = $"{Encoder}{number}" }.Apply(read);
        Signal[] states = both.State, bridged = new Signal[states.Length / 2];
        for (int state = 0; state < bridged.Length; state++)
        {
            Signal joined = new Concatenate { Name = $"final_{number}_{state}" }.Apply(states[state], states[bridged.Length + state]);
            bridged[state] = new Dense(units, new DenseOptions { Activation = ActivationFunction.Tanh })
            {
                Name = $"{Bridge}{number}_{state}",
            }.Apply(joined);
        }

        return (both, bridged);
    }

    private static RecurrentLayer CreateLayer(in EncoderDecoderOptions options, int units, string name) => options.Cell switch
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

    private static void Check(Shape source, int targetFeatures, int units, in EncoderDecoderOptions options)
    {
        if (!source.IsSequence || (options.SourceVocabulary > 0 && source.Features != 1)
            || (options.TargetVocabulary > 0 && targetFeatures != 1))
        {
            throw new ArgumentException(
                $"Got a source of {source} and {CountFormatter.Format(targetFeatures, "target features")}: the source must be a sequence, "
                + "and tokens have one feature.");
        }

        if (options.AttentionHeads < 0 || (options.AttentionHeads > 0 && units % options.AttentionHeads != 0))
        {
            throw new ArgumentException(
                $"{CountFormatter.Format(options.AttentionHeads, "heads")} do not divide {CountFormatter.Format(units, "units")}: "
                + "choose a number that does, or 0 for no attention.");
        }

        if (options.AttentionLayer < 0 || options.AttentionLayer > options.Layers
            || (options.AttentionLayer > 0 && options.AttentionHeads + options.AdditiveAttentionUnits == 0))
        {
            throw new ArgumentException(
                $"AttentionLayer is {options.AttentionLayer}, but there are {CountFormatter.Format(options.Layers, "layers")} and "
                + $"{CountFormatter.Format(options.AttentionHeads, "heads")}: give the number of a layer from 1, and heads or additive "
                + "units, or 0 for the last.");
        }

        if (options.AdditiveAttentionUnits < 0 || (options.AdditiveAttentionUnits > 0 && options.AttentionHeads > 0))
        {
            throw new ArgumentException(
                $"AdditiveAttentionUnits is {options.AdditiveAttentionUnits} beside "
                + $"{CountFormatter.Format(options.AttentionHeads, "heads")}: give one of the two, at least 1, or 0 for none.");
        }

        Require.AtLeast(options.ReadoutUnits, 0, nameof(options.ReadoutUnits));
        Require.FractionBelowOne(options.Dropout, nameof(options.Dropout));
        Require.FractionBelowOne(options.OutputDropout, nameof(options.OutputDropout));
    }
}
