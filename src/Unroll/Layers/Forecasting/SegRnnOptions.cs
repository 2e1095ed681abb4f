namespace Unroll.Layers;

/// <summary>Options of <see cref="SegRnn"/>.</summary>
public readonly record struct SegRnnOptions
{
    private const int DefaultUnits = 512;
    private const int DefaultSegmentLength = 24;

    // Stored so that all bits zero mean the defaults: default(…) is as good as new().
    private readonly int? _units;
    private readonly int? _segmentLength;
    private readonly bool _withoutChannels;

    /// <summary>Hidden units of the GRU, and features of each segment; even with channel embeddings. Default: 512, as published.</summary>
    public int Units
    {
        get => _units ?? DefaultUnits;
        init => _units = value == DefaultUnits ? null : value;
    }

    /// <summary>Timesteps of a segment, of the window and of what is ahead alike. Default: 24 (published: 48).</summary>
    public int SegmentLength
    {
        get => _segmentLength ?? DefaultSegmentLength;
        init => _segmentLength = value == DefaultSegmentLength ? null : value;
    }

    /// <summary>Dropout rate before the last dense layer, at least 0 and less than 1. Default: 0 (published: 0.5).</summary>
    public float Dropout { get; init; }

    /// <summary>
    /// Whether half of each position's embedding tells the feature, where there are several; without it, all are treated alike. Default:
    /// true.
    /// </summary>
    public bool ChannelEmbedding
    {
        get => !_withoutChannels;
        init => _withoutChannels = !value;
    }
}
