namespace Unroll.Training;

/// <summary>Settings of <see cref="EarlyStopping"/>.</summary>
public readonly record struct EarlyStoppingOptions
{
    private const int DefaultPatience = 10;

    // Stored so that all bits zero mean the defaults: default(…) is as good as new().
    private readonly int? _patience;
    private readonly bool _keepLastWeights;

    /// <summary>The monitored value: <c>loss</c>, <c>val_loss</c> or a metric's name; less is better. Default: null, that is,
    /// <c>val_loss</c> if
    /// there is validation, else <c>loss</c>.</summary>
    public string? Monitor { get; init; }

    /// <summary>Training ends after so many epochs in a row that were not better than the best; at least 1. Default: 10.</summary>
    public int Patience
    {
        get => _patience ?? DefaultPatience;
        init => _patience = value == DefaultPatience ? null : value;
    }

    /// <summary>The least improvement on the best value; at least 0. Default: 0.</summary>
    public double MinDelta { get; init; }

    /// <summary>Whether the model gets the best epoch's weights back when training ends, however it ends. Default: true.</summary>
    public bool RestoreBestWeights
    {
        get => !_keepLastWeights;
        init => _keepLastWeights = !value;
    }
}
