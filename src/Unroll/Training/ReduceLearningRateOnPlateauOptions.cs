namespace Unroll.Training;

/// <summary>Settings of <see cref="ReduceLearningRateOnPlateau"/>.</summary>
public readonly record struct ReduceLearningRateOnPlateauOptions()
{
    /// <summary>What to monitor: <c>loss</c>, <c>val_loss</c> or a metric's name; default null: <c>val_loss</c> if there is validation,
    /// else <c>loss</c>. Less is better.</summary>
    public string? Monitor { get; init; }

    /// <summary>What the learning rate is multiplied with; greater than 0 and less than 1, default 0.5.</summary>
    public float Factor { get; init; } = 0.5f;

    /// <summary>The rate is lowered after so many epochs in a row that were not better than the best; at least 1, default 5.</summary>
    public int Patience { get; init; } = 5;

    /// <summary>The learning rate is not lowered below this; at least 0, default 0.</summary>
    public float MinLearningRate { get; init; }

    /// <summary>By how much a value must be below the best to count as better; at least 0, default 0.</summary>
    public double MinDelta { get; init; }

    /// <summary>Epochs after a reduction that do not count towards <see cref="Patience"/>; at least 0, default 0.</summary>
    public int Cooldown { get; init; }
}
