namespace Unroll.Training;

/// <summary>
/// A checkpoint file from which a stopped or killed training resumes, so that it ends with the same weights, bit for bit, as one that never
/// was: weights, optimizer, random numbers, epoch and batch, states of recurrent layers and callbacks. If the file exists when <c>Fit</c>
/// begins, training resumes from it; delete it to start anew. Each save replaces the one before atomically.
/// </summary>
public sealed record TrainingCheckpoint
{
    /// <summary>Chooses the file.</summary>
    /// <param name="path">The file; its folder must exist.</param>
    /// <exception cref="ArgumentException"><paramref name="path"/> is empty.</exception>
    public TrainingCheckpoint(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        Path = path;
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Batches from one save to the next within an epoch; default 0: only at the end of each epoch.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int EveryBatches
    {
        get;
        init
        {
            Require.AtLeast(value, 0, nameof(EveryBatches));
            field = value;
        }
    }

    /// <summary>
    /// Least time from one save at the end of an epoch to the next, so that short epochs are not spent writing; the first epoch and the end
    /// of training are always saved. Default: none.
    /// </summary>
    public TimeSpan MinInterval { get; init; }

    /// <summary>
    /// Called where the file cannot be written, as on a full disk; training goes on, and tries again at the next save. Default null: the
    /// training ends with the error.
    /// </summary>
    public Action<InputException>? Failed { get; init; }
}
