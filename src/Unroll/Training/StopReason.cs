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
}
