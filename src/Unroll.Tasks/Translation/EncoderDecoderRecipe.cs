using Unroll.Catalogue;
using Unroll.Layers;

namespace Unroll.Tasks.Translation;

/// <summary>
/// The network of a translation in a few words: section <c>encoder-decoder</c> of a recipe, from which layers follow where it has no
/// <c>model</c>.
/// </summary>
public sealed record EncoderDecoderRecipe
{
    /// <summary>The section in the catalogue's terms.</summary>
    public static Section<EncoderDecoderRecipe> Section { get; } = new SectionBuilder<EncoderDecoderRecipe>(new())
        .Add("cell",
            Kind.Choice(("lstm", RecurrentCellKind.Lstm), ("gru", RecurrentCellKind.Gru), ("simple-rnn", RecurrentCellKind.SimpleRnn)),
            network => network.Cell, (network, value) => network with { Cell = value },
            "The recurrent layers of encoder and decoder.")
        .Add("units", Kind.Integer(1), network => network.Units, (network, value) => network with { Units = value },
            "Hidden units of each recurrent layer; the two directions of a bidirectional encoder have half of them each.")
        .Add("layers", Kind.Integer(1), network => network.Layers, (network, value) => network with { Layers = value },
            "Recurrent layers of the encoder, and of the decoder, each of which starts from the final state of its counterpart.")
        .Add("bidirectional", Kind.Flag, network => network.Bidirectional, (network, value) => network with { Bidirectional = value },
            "Whether the encoder reads the source from both ends.")
        .Add("embedding-dim", Kind.Integer(1), network => network.EmbeddingDimension,
            (network, value) => network with { EmbeddingDimension = value },
            "Length of the vectors of tokens, of source and target.")
        .Add("attention", Kind.Choice(
                ("dot-product", AttentionKind.DotProduct), ("additive", AttentionKind.Additive), ("none", AttentionKind.None)),
            network => network.Attention, (network, value) => network with { Attention = value },
            "How the decoder looks at the timesteps of the encoder: by scaled dot products, by a small network (additive), or not at all.")
        .Add("num-heads", Kind.Integer(1), network => network.Heads, (network, value) => network with { Heads = value },
            "Heads of dot-product attention; they divide the units among them.")
        .Add("dropout", Kind.Single(NumberRange.ShareBelowOne), network => network.Dropout,
            (network, value) => network with { Dropout = value },
            "Share of the inputs of recurrent layers, and of what the output is computed from, that is dropped in training.")
        .Build();

    /// <summary>The recurrent layers of encoder and decoder.</summary>
    public RecurrentCellKind Cell { get; init; }

    /// <summary>Hidden units of each recurrent layer, both directions of a bidirectional one together.</summary>
    public int Units { get; init; } = 128;

    /// <summary>Recurrent layers of the encoder, and of the decoder.</summary>
    public int Layers { get; init; } = 1;

    /// <summary>Whether the encoder reads the source from both ends.</summary>
    public bool Bidirectional { get; init; } = true;

    /// <summary>Length of the vectors of tokens.</summary>
    public int EmbeddingDimension { get; init; } = 64;

    /// <summary>The attention of the decoder to the timesteps of the encoder.</summary>
    public AttentionKind Attention { get; init; }

    /// <summary>Heads of dot-product attention.</summary>
    public int Heads { get; init; } = 1;

    /// <summary>Dropout rate.</summary>
    public float Dropout { get; init; }
}
