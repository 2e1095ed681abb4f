namespace Unroll.Training;

/// <summary>The history of a training: its epochs and their losses.</summary>
/// <param name="epochs">The epochs that were run to their end.</param>
/// <param name="stopReason">Why training ended.</param>
/// <param name="bestEpoch">Number of the best epoch, if a value was monitored.</param>
/// <param name="elapsed">Time that training took.</param>
public sealed class History(IReadOnlyList<EpochRecord> epochs, StopReason stopReason, int? bestEpoch, TimeSpan elapsed)
{
    /// <summary>The epochs that were run to their end, in order.</summary>
    public IReadOnlyList<EpochRecord> Epochs { get; } = epochs;

    /// <summary>Why training ended.</summary>
    public StopReason StopReason { get; } = stopReason;

    /// <summary>
    /// More about why training ended, in whole sentences: where a loss or gradient was not finite, the batch, the sample, the layer and
    /// what to do; where a callback asked for it, what that gave to <see cref="TrainingContext.Stop"/>. Null where there is no more to say.
    /// </summary>
    public string? StopDetail { get; init; }

    /// <summary>
    /// Warnings about the samples from before the first epoch, in whole sentences, such as targets beyond the range of the last layer; none
    /// where there is nothing to say.
    /// </summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>
    /// Number (from 1) of the best epoch by the value that <see cref="EarlyStopping"/> monitors, and whose weights it restored; null
    /// without early stopping.
    /// </summary>
    public int? BestEpoch { get; } = bestEpoch;

    /// <summary>Time that training took.</summary>
    public TimeSpan Elapsed { get; } = elapsed;

    /// <summary>
    /// Time of that for which the network waited for its samples: the sum of the epochs' <see cref="EpochRecord.WaitingTime"/>.
    /// </summary>
    public TimeSpan WaitingTime => TimeSpan.FromTicks(Epochs.Sum(epoch => epoch.WaitingTime.Ticks));

    /// <summary>Why training ended after how many epochs, and the losses of the best epoch, or of the last where there is none.</summary>
    public override string ToString()
    {
        string ended = $"{StopReason} after {CountFormatter.Format(Epochs.Count, "epochs")}";
        if (Epochs.Count == 0)
        {
            return ended;
        }

        EpochRecord shown = Epochs.FirstOrDefault(epoch => epoch.Epoch == BestEpoch) ?? Epochs[^1];
        string which = shown.Epoch == BestEpoch ? $"; the best, epoch {BestEpoch}" : "; the last";
        string validation = shown.ValidationLoss is { } loss ? $", val_loss {MeasureFormatter.Format(loss)}" : "";
        return $"{ended}{which}: loss {MeasureFormatter.Format(shown.Loss)}{validation}";
    }
}
