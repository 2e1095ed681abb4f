using System.Diagnostics;

namespace Unroll.Training;

/// <summary>The saving of a training at the times that its <see cref="TrainingCheckpoint"/> says.</summary>
/// <param name="options">When and where; null for never.</param>
/// <param name="file">Makes the file of the current state.</param>
internal sealed class CheckpointSaver(TrainingCheckpoint? options, Func<CheckpointFile> file)
{
    private long? _saved;

    /// <summary>Resumes where there is a checkpoint.</summary>
    /// <returns>The next epoch, from 1, and the number of its batches that are done.</returns>
    /// <exception cref="InputException">The file is damaged, or of another model or training.</exception>
    public (int Epoch, int Batches) Resume() => HasFile ? file().Restore(options!.Path) : (1, 0);

    /// <summary>Whether there is a checkpoint to resume from.</summary>
    public bool HasFile => options is not null && File.Exists(options.Path);

    /// <summary>Saves at the end of a batch, where one is due.</summary>
    /// <param name="epoch">The epoch, from 1.</param>
    /// <param name="batch">The batch, from 1.</param>
    /// <param name="batches">Batches an epoch.</param>
    /// <param name="stops">Whether training stops here.</param>
    public void EndBatch(int epoch, int batch, int batches, bool stops)
    {
        if (stops || (options?.EveryBatches > 0 && batch % options.EveryBatches == 0 && batch < batches))
        {
            Save(epoch, batch);
        }
    }

    /// <summary>Saves at the end of an epoch, where one is due.</summary>
    /// <param name="epoch">The epoch, from 1.</param>
    /// <param name="ends">Whether training ends with it.</param>
    public void EndEpoch(int epoch, bool ends)
    {
        if (ends || _saved is not { } saved || Stopwatch.GetElapsedTime(saved) >= options?.MinInterval)
        {
            Save(epoch + 1, 0);
            _saved = Stopwatch.GetTimestamp();
        }
    }

    private void Save(int epoch, int batch)
    {
        if (options is null)
        {
            return;
        }

        try
        {
            file().Save(options.Path, epoch, batch);
        }
        catch (InputException exception) when (options.Failed is not null)
        {
            options.Failed(exception);
        }
    }
}
