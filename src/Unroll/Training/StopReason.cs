namespace Unroll.Training;

/// <summary>Why training ended.</summary>
public enum StopReason
{
    /// <summary>All epochs were run.</summary>
    Completed,

    /// <summary>The monitored value improved no more.</summary>
    EarlyStopping,

    /// <summary>Cancelled by the caller; the batch that was running was finished.</summary>
    Cancelled,

    /// <summary>
    /// The loss or its gradient became infinite or NaN. The step of that batch was not made: the weights are those before it. See
    /// <see cref="History.StopDetail"/>.
    /// </summary>
    NonFinite,

    /// <summary>A full-batch optimizer found no step that lowers the loss.</summary>
    Converged,

    /// <summary>A callback asked for it by <see cref="TrainingContext.Stop"/>, for a reason of its own.</summary>
    Requested,
}
