namespace Unroll.Training;

/// <summary>Why training ended.</summary>
public enum StopReason
{
    /// <summary>All epochs were run.</summary>
    Completed,

    /// <summary>What was monitored improved no more.</summary>
    EarlyStopping,

    /// <summary>Cancelled by the caller; the batch that was running was finished.</summary>
    Cancelled,

    /// <summary>The loss became infinite or not a number.</summary>
    NonFinite,

    /// <summary>An optimizer that looks at all samples found no step that makes the loss smaller.</summary>
    Converged,
}
