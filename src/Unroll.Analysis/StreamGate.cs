namespace Unroll.Analysis;

/// <summary>Lets a stream be taken further by one thread at a time; a second one at the same moment is refused.</summary>
internal sealed class StreamGate
{
    private int _isInUse;

    /// <summary>Begins a step, which ends with what is returned.</summary>
    /// <exception cref="InvalidOperationException">Another thread is within a step.</exception>
    public Lease Enter() => Interlocked.Exchange(ref _isInUse, 1) == 0 ? new Lease(this) : throw new InvalidOperationException(
        "The stream is in use on another thread, and its state can only go one way: give each thread a stream of its own, or let one wait "
        + "for the other.");

    /// <summary>A step, until it is disposed of.</summary>
    /// <param name="gate">The gate.</param>
    public readonly struct Lease(StreamGate gate) : IDisposable
    {
        /// <inheritdoc/>
        public void Dispose() => Volatile.Write(ref gate._isInUse, 0);
    }
}
