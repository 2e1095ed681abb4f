namespace Unroll.Training;

/// <summary>Settings of <see cref="ModelCheckpoint"/>.</summary>
public readonly record struct ModelCheckpointOptions
{
    // Stored so that all bits zero mean the defaults: default(…) is as good as new().
    private readonly bool _saveAll;

    /// <summary>Whether only epochs that are the best so far are saved. Default: true.</summary>
    public bool SaveBestOnly
    {
        get => !_saveAll;
        init => _saveAll = !value;
    }

    /// <summary>The monitored value: <c>loss</c>, <c>val_loss</c> or a metric's name; less is better. Default: null, that is,
    /// <c>val_loss</c>
    /// if there is validation, else <c>loss</c>.</summary>
    public string? Monitor { get; init; }
}
