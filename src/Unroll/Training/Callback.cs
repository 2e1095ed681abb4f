using Unroll.Catalogue;

namespace Unroll.Training;

/// <summary>
/// A callback, which observes training and may steer it. All methods are called on the thread that called <c>Fit</c>, in the order of
/// <see cref="FitOptions.Callbacks"/>. A callback object may be used again for a later training, but not for two at once.
/// </summary>
public abstract class Callback
{
    /// <summary>The callbacks that are configured by settings, by name; users register their own here.</summary>
    public static BlockCatalogue<Callback> Catalogue { get; } = new("callback", () =>
    [
        EarlyStopping.Entry, ReduceLearningRateOnPlateau.Entry, LearningRateScheduler.Entry, TerminateOnNonFinite.Entry,
    ]);

    private int _isInUse;

    /// <summary>Takes callbacks into use for a training.</summary>
    /// <param name="callbacks">The callbacks.</param>
    /// <returns>What ends their use.</returns>
    /// <exception cref="InvalidOperationException">One is in use by another training, whose state it would mix with this one's.</exception>
    internal static IDisposable Use(IReadOnlyList<Callback> callbacks)
    {
        Lease lease = new();
        try
        {
            foreach (Callback callback in callbacks)
            {
                lease.Add(callback);
            }

            return lease;
        }
        catch
        {
            lease.Dispose();
            throw;
        }
    }

    /// <summary>Called once, before the first epoch.</summary>
    /// <param name="context">The training.</param>
    public virtual void OnTrainBegin(TrainingContext context)
    {
    }

    /// <summary>Called before each epoch.</summary>
    /// <param name="context">The training; <see cref="TrainingContext.Epoch"/> is the epoch that begins.</param>
    public virtual void OnEpochBegin(TrainingContext context)
    {
    }

    /// <summary>Called before each batch.</summary>
    /// <param name="context">
    /// The training; <see cref="TrainingContext.Batch"/> is the batch that begins, <see cref="TrainingContext.Step"/> the steps so far.
    /// </param>
    public virtual void OnBatchBegin(TrainingContext context)
    {
    }

    /// <summary>Called after each batch.</summary>
    /// <param name="context">The training; <see cref="TrainingContext.Batch"/> and <see cref="TrainingContext.BatchLoss"/> are those of the
    /// batch.</param>
    public virtual void OnBatchEnd(TrainingContext context)
    {
    }

    /// <summary>Called after each epoch that was run to its end, validation included.</summary>
    /// <param name="context">The training; <see cref="TrainingContext.LastEpoch"/> is the epoch.</param>
    public virtual void OnEpochEnd(TrainingContext context)
    {
    }

    /// <summary>Called once, after the last epoch, however training ended.</summary>
    /// <param name="context">The training.</param>
    public virtual void OnTrainEnd(TrainingContext context)
    {
    }

    /// <summary>
    /// Called before each validation: after the last batch of an epoch, if there are validation samples.
    /// </summary>
    /// <param name="context">The training.</param>
    public virtual void OnValidationBegin(TrainingContext context)
    {
    }

    /// <summary>Saves the callback's state into a checkpoint; see <see cref="FitOptions.Checkpoint"/>.</summary>
    /// <param name="state">Receives the state.</param>
    public virtual void SaveState(CallbackState state)
    {
    }

    /// <summary>
    /// Restores the state of <see cref="SaveState"/>; called after <see cref="OnTrainBegin"/> when training resumes from a checkpoint.
    /// </summary>
    /// <param name="context">The training; <see cref="TrainingContext.History"/> has the epochs run before.</param>
    /// <param name="state">The saved state.</param>
    public virtual void RestoreState(TrainingContext context, CallbackState state)
    {
    }

    /// <summary>The use of callbacks by one training.</summary>
    private sealed class Lease : IDisposable
    {
        private readonly List<Callback> _used = [];

        public void Add(Callback callback)
        {
            if (Interlocked.Exchange(ref callback._isInUse, 1) != 0)
            {
                throw new InvalidOperationException(
                    $"The callback {callback.GetType().Name} is used by {(_used.Contains(callback) ? "this" : "another")} training "
                    + "already, and keeps the state of one only: give each training callbacks of its own, and each of them once.");
            }

            _used.Add(callback);
        }

        public void Dispose() => _used.ForEach(callback => Volatile.Write(ref callback._isInUse, 0));
    }
}
