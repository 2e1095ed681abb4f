namespace Unroll.Formats;

/// <summary>
/// The reading of a safetensors file on a thread of its own: its metadata can be used while its tensors are still being read. On one
/// processor the file is read at once.
/// </summary>
internal sealed class SafetensorsReading : IDisposable
{
    private readonly TaskCompletionSource<IReadOnlyDictionary<string, string>> _metadata = new();
    private readonly Task<SafetensorsFile> _tensors;

    /// <summary>Begins to read a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="isWanted">Whether a tensor of a name is to be read.</param>
    public SafetensorsReading(string path, Func<string, bool> isWanted)
    {
        // Long running: a thread of its own starts sooner than the first of the pool, and waits for nobody.
        _tensors = new Task<SafetensorsFile>(() => Read(path, isWanted), TaskCreationOptions.LongRunning);
        if (Environment.ProcessorCount == 1)
        {
            _tensors.RunSynchronously(TaskScheduler.Default);
        }
        else
        {
            _tensors.Start(TaskScheduler.Default);
        }
    }

    /// <summary>The texts of the header, once it is read and checked.</summary>
    /// <exception cref="InputException">The file cannot be read, or its header is wrong.</exception>
    public IReadOnlyDictionary<string, string> Metadata => _metadata.Task.GetAwaiter().GetResult();

    /// <summary>The file, once all its tensors are read and checked.</summary>
    /// <exception cref="InputException">The file cannot be read.</exception>
    public SafetensorsFile File => _tensors.GetAwaiter().GetResult();

    /// <summary>Waits until the file is closed.</summary>
    public void Dispose()
    {
        try
        {
            _tensors.Wait();
        }
        catch (AggregateException)
        {
            // Whoever asked for the metadata or the file was told.
        }
    }

    private SafetensorsFile Read(string path, Func<string, bool> isWanted)
    {
        try
        {
            using var reader = SafetensorsReader.Open(path);
            _metadata.SetResult(reader.Metadata);
            return reader.Read(isWanted);
        }
        catch (Exception exception)
        {
            _metadata.TrySetException(exception);
            throw;
        }
    }
}
