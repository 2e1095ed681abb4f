using Unroll.Layers;

namespace Unroll.Models;

/// <summary>Options of <see cref="EncoderDecoder"/>.</summary>
public readonly record struct EncoderDecoderOptions
{
    // Stored so that all bits zero mean the defaults: default(…) is as good as new().
    private readonly int _layers;

    /// <summary>The recurrent layers. Default: LSTM.</summary>
    public RecurrentCellKind Cell { get; init; }

    /// <summary>
    /// Stacked recurrent layers, in the encoder and in the decoder; each starts from the final state of its counterpart. Default: 1.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive.</exception>
    public int Layers
    {
        get => _layers == 0 ? 1 : _layers;
        init
        {
            Require.AtLeast(value, 1, nameof(Layers));
            _layers = value == 1 ? 0 : value;
        }
    }

    /// <summary>
    /// Whether the encoder's layers read from both ends (Bahdanau et al. 2015); the decoder's layers then start from a dense layer with
    /// tanh
    /// over the final states of both directions. Default: false.
    /// </summary>
    public bool Bidirectional { get; init; }

    /// <summary>
    /// Heads of a scaled dot-product attention of the decoder to all timesteps of the encoder; 0: none. Must divide the units. Default: 0.
    /// </summary>
    public int AttentionHeads { get; init; }

    /// <summary>
    /// Units of an additive attention (Bahdanau et al. 2015) of the decoder to all timesteps of the encoder; 0: none. Not together with
    /// <see cref="AttentionHeads"/>. Default: 0.
    /// </summary>
    public int AdditiveAttentionUnits { get; init; }

    /// <summary>
    /// Number of the decoder's layer, from 1, whose outputs the attention's queries are; later layers read what is attended to, and so know
    /// what was attended to before. 0: the last. Default: 0.
    /// </summary>
    public int AttentionLayer { get; init; }

    /// <summary>
    /// Units of a linear layer between what decoder and attention give and the output; 0: none. The fewer, the less a large vocabulary
    /// costs. Without the tanh of Luong et al. (2015, equation 5): over thousands of words, the first steps drive it into its flat ends.
    /// Default: 0.
    /// </summary>
    public int ReadoutUnits { get; init; }

    /// <summary>Size of the source's vocabulary; 0: the source is numbers. Default: 0.</summary>
    public int SourceVocabulary { get; init; }

    /// <summary>Size of the target's vocabulary; 0: the target is numbers. Default: 0.</summary>
    public int TargetVocabulary { get; init; }

    /// <summary>Length of the embeddings; 0: the number of units. Default: 0.</summary>
    public int EmbeddingDimension { get; init; }

    /// <summary>Whether a training step changes only the embeddings of tokens that its batch has. Default: false.</summary>
    public bool SparseUpdates { get; init; }

    /// <summary>Dropout rate of the recurrent layers' inputs. Default: 0.</summary>
    public float Dropout { get; init; }

    /// <summary>Dropout rate before the readout, or before the output where there is none. Default: 0.</summary>
    public float OutputDropout { get; init; }

    /// <summary>Seed of the initial weights. Default: 0.</summary>
    public ulong Seed { get; init; }
}
