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

    /// <summary>Heads of an attention of the decoder to all timesteps of the encoder; 0: none. Must divide the units. Default: 0.</summary>
    public int AttentionHeads { get; init; }

    /// <summary>Size of the source's vocabulary; 0: the source is numbers. Default: 0.</summary>
    public int SourceVocabulary { get; init; }

    /// <summary>Size of the target's vocabulary; 0: the target is numbers. Default: 0.</summary>
    public int TargetVocabulary { get; init; }

    /// <summary>Length of the embeddings; 0: the number of units. Default: 0.</summary>
    public int EmbeddingDimension { get; init; }

    /// <summary>Dropout rate of the recurrent layers' inputs. Default: 0.</summary>
    public float Dropout { get; init; }

    /// <summary>Seed of the initial weights. Default: 0.</summary>
    public ulong Seed { get; init; }
}
