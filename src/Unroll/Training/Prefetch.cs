namespace Unroll.Training;

/// <summary>The use of a thread of its own that prefetches the samples of the next batches while the network trains.</summary>
public enum Prefetch
{
    /// <summary>
    /// Where reading samples takes more than a hundredth of the time and training does not become slower by prefetching, or where the
    /// source is slow (<see cref="Data.SampleSource.IsSlow"/>).
    /// </summary>
    Auto,

    /// <summary>From the first batch on.</summary>
    Always,

    /// <summary>Each batch's samples are read when it is its turn, by the threads that train on it.</summary>
    Never,
}
