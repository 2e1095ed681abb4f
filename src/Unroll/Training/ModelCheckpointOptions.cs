namespace Unroll.Training;

/// <summary>Settings of <see cref="ModelCheckpoint"/>.</summary>
public readonly record struct ModelCheckpointOptions()
{
    /// <summary>Whether only epochs that are the best so far are saved; default yes.</summary>
    public bool SaveBestOnly { get; init; } = true;

    /// <summary>What tells the best: <c>loss</c>, <c>val_loss</c> or a metric's name; default null: <c>val_loss</c> if there is validation,
    /// else <c>loss</c>. Less is better.</summary>
    public string? Monitor { get; init; }
}
