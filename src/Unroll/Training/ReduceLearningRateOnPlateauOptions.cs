namespace Unroll.Training;

/// <summary>Settings of <see cref="ReduceLearningRateOnPlateau"/>.</summary>
public readonly record struct ReduceLearningRateOnPlateauOptions
{
    private const float DefaultFactor = 0.5f;
    private const int DefaultPatience = 5;

    // Stored so that all bits zero mean the defaults: default(…) is as good as new().
    private readonly float? _factor;
    private readonly int? _patience;

    /// <summary>The monitored value: <c>loss</c>, <c>val_loss</c> or a metric's name; less is better. Default: null, that is,
    /// <c>val_loss</c> if
    /// there is validation, else <c>loss</c>.</summary>
    public string? Monitor { get; init; }

    /// <summary>Factor of the learning rate; greater than 0 and less than 1. Default: 0.5.</summary>
    public float Factor
    {
        get => _factor ?? DefaultFactor;
        init => _factor = value == DefaultFactor ? null : value;
    }

    /// <summary>The rate is lowered after so many epochs in a row that were not better than the best; at least 1. Default: 5.</summary>
    public int Patience
    {
        get => _patience ?? DefaultPatience;
        init => _patience = value == DefaultPatience ? null : value;
    }

    /// <summary>The least learning rate; at least 0. Default: 0.</summary>
    public float MinLearningRate { get; init; }

    /// <summary>The least improvement on the best value; at least 0. Default: 0.</summary>
    public double MinDelta { get; init; }

    /// <summary>Epochs after a reduction that do not count towards <see cref="Patience"/>; at least 0. Default: 0.</summary>
    public int Cooldown { get; init; }
}
