namespace Unroll.Training;

/// <summary>Settings of <see cref="EarlyStopping"/>.</summary>
public readonly record struct EarlyStoppingOptions()
{
    /// <summary>What to monitor: <c>loss</c>, <c>val_loss</c> or a metric's name; default null: <c>val_loss</c> if there is validation,
    /// else <c>loss</c>. Less is better.</summary>
    public string? Monitor { get; init; }

    /// <summary>Training ends after so many epochs in a row that were not better than the best; at least 1, default 10.</summary>
    public int Patience { get; init; } = 10;

    /// <summary>By how much a value must be below the best to count as better; at least 0, default 0.</summary>
    public double MinDelta { get; init; }

    /// <summary>Whether the model gets the best epoch's weights back when training ends, however it ends; default yes.</summary>
    public bool RestoreBestWeights { get; init; } = true;
}
