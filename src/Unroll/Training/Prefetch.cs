namespace Unroll.Training;

/// <summary>Whether a thread of its own gets the samples of the next batches from their source while the network trains.</summary>
public enum Prefetch
{
    /// <summary>
    /// Where getting samples takes more than a hundredth of the time and training does not become slower by it, or where the source says that it is
    /// slow (<see cref="Data.SampleSource.IsSlow"/>).
    /// </summary>
    Auto,

    /// <summary>From the first batch on.</summary>
    Always,

    /// <summary>Each batch's samples are got when it is its turn, by the threads that train on it.</summary>
    Never,
}
