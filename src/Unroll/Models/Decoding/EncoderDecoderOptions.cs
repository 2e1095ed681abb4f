namespace Unroll.Models;

/// <summary>Options of <see cref="EncoderDecoder"/>.</summary>
public readonly record struct EncoderDecoderOptions
{
    // Stored so that all bits zero mean the defaults: default(…) is as good as new().
    private readonly int _layers;

    /// <summary>The recurrent layers. Default: LSTM.</summary>
    public RecurrentCellKind Cell { get; init; }

    /// <summary>Recurrent layers on top of one another, in the encoder and in the decoder; each starts where its counterpart ended. Default: 1.</summary>
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

    /// <summary>Tokens of the source; 0: the source is numbers. Default: 0.</summary>
    public int SourceVocabulary { get; init; }

    /// <summary>Tokens of the target; 0: the target is numbers. Default: 0.</summary>
    public int TargetVocabulary { get; init; }

    /// <summary>Length of the vectors that tokens become; 0: the number of units. Default: 0.</summary>
    public int EmbeddingDimension { get; init; }

    /// <summary>Share of the recurrent layers' inputs that is dropped in training. Default: 0.</summary>
    public float Dropout { get; init; }

    /// <summary>Seed of the initial weights. Default: 0.</summary>
    public ulong Seed { get; init; }
}
