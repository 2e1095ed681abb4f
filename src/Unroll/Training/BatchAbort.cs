namespace Unroll.Training;

/// <summary>
/// The abortion of a running batch that does not end soon after its training was asked to stop, as those of large networks do not.
/// </summary>
internal sealed class BatchAbort : IDisposable
{
    /// <summary>The time in which a batch may end by itself, so that the training can go on right behind it.</summary>
    private static readonly TimeSpan _grace = TimeSpan.FromMilliseconds(250);

    private readonly CancellationTokenSource? _source;
    private readonly CancellationTokenRegistration _registration;

    /// <summary>Waits for the request to stop, until it is disposed.</summary>
    /// <param name="stop">The request.</param>
    public BatchAbort(CancellationToken stop)
    {
        if (stop.CanBeCanceled)
        {
            CancellationTokenSource source = _source = new();
            _registration = stop.Register(() => source.CancelAfter(_grace));
        }
    }

    /// <summary>Ends a pass between two layers or timesteps.</summary>
    public CancellationToken Token => _source?.Token ?? CancellationToken.None;

    /// <inheritdoc/>
    public void Dispose()
    {
        _registration.Dispose();
        _source?.Dispose();
    }
}
