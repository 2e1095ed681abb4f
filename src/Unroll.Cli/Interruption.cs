using System.Runtime.InteropServices;

namespace Unroll.Cli;

/// <summary>
/// Turns the first Ctrl-C (or a request to terminate) into a cancellation, so that the work stops at a good point and is kept. The second
/// one is left to the system, which ends the process at once.
/// </summary>
internal sealed class Interruption : IDisposable
{
    /// <summary>The wait for whoever reads the announcement; the work stops all the same.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromMilliseconds(200);

    private readonly CancellationTokenSource _source;
    private readonly Action _announce;
    private readonly PosixSignalRegistration? _interrupt;
    private readonly PosixSignalRegistration? _terminate;
    private int _isTaken;

    /// <summary>Listens until disposed.</summary>
    /// <param name="host">Whose signals, if it is the process itself, and whose token is listened to as well.</param>
    /// <param name="announce">Tells the user that the first signal was understood.</param>
    internal Interruption(CliHost host, Action announce)
    {
        _announce = announce;
        _source = CancellationTokenSource.CreateLinkedTokenSource(host.Stop);
        if (host.OwnsProcess)
        {
            _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal);
            _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal);
        }
    }

    /// <summary>Cancelled by the first signal.</summary>
    internal CancellationToken Token => _source.Token;

    public void Dispose()
    {
        _interrupt?.Dispose();
        _terminate?.Dispose();

        // A signal that is being taken on another thread still cancels it.
        if (Interlocked.Exchange(ref _isTaken, 1) == 0)
        {
            _source.Dispose();
        }
    }

    /// <summary>Takes a signal, if it is the first; the others are left to the system.</summary>
    internal bool TakeSignal()
    {
        if (_source.IsCancellationRequested || Interlocked.Exchange(ref _isTaken, 1) != 0)
        {
            return false;
        }

        // On a thread of its own, not of a pool that is busy.
        Task told = new(_announce, TaskCreationOptions.LongRunning);
        told.Start(TaskScheduler.Default);
        told.Wait(_patience);
        _source.Cancel();
        return true;
    }

    private void OnSignal(PosixSignalContext context) => context.Cancel = TakeSignal();
}
