using System.Runtime.ExceptionServices;
using Unroll.Kernels;

namespace Unroll.Training;

/// <summary>
/// A few threads that run numbered pieces of work together with the caller, thousands of times a second. Between rounds a worker spins for
/// some microseconds before it sleeps, since the next round of a small network comes sooner than the operating system could wake it.
/// Which thread runs which piece is left to chance; the pieces must not care. A round allocates nothing. While there is one piece only, the
/// workers are lent to the products that it makes.
/// </summary>
internal sealed class WorkerTeam : IPieceRunner, IDisposable
{
    /// <summary>Looks at the round counter before a worker sleeps: about 50 µs.</summary>
    private const int SpinsBeforeSleep = 500;

    private readonly Thread[] _workers;
    private readonly SemaphoreSlim _wake = new(0);
    private readonly Lock _failureLock = new();
    private Action<int>? _work;
    private int _count;
    private long _ticket;
    private int _unfinished;
    private int _sleeping;
    private volatile int _round;
    private volatile bool _stop;
    private ExceptionDispatchInfo? _failure;

    /// <summary>Starts the workers.</summary>
    /// <param name="threads">Threads, the caller's included; 0 for as many as the machine has cores.</param>
    public WorkerTeam(int threads)
    {
        int all = threads == 0 ? Environment.ProcessorCount : threads;
        _workers = new Thread[all - 1];
        for (int i = 0; i < _workers.Length; i++)
        {
            _workers[i] = new Thread(WorkLoop) { IsBackground = true, Name = $"unroll worker {i + 1}" };
            _workers[i].Start();
        }
    }

    /// <inheritdoc/>
    public int Threads => _workers.Length + 1;

    /// <summary>Runs <paramref name="work"/> for 0 … <paramref name="count"/> − 1 and returns when all are done.</summary>
    /// <param name="count">Pieces.</param>
    /// <param name="work">Runs one piece; called from several threads at once. What it throws is thrown here.</param>
    public void Run(int count, Action<int> work)
    {
        if (_workers.Length == 0)
        {
            for (int i = 0; i < count; i++)
            {
                work(i);
            }

            return;
        }

        if (count <= 1)
        {
            RunAlone(count, work);
            return;
        }

        // The ticket holds the round in its high half, the next piece in its low one. It is void before anything else changes, so that a
        // worker that read the old round's last ticket late cannot exchange it once the new count is there.
        int round = _round + 1;
        Volatile.Write(ref _ticket, ((long)round << 32) | int.MaxValue);
        _work = work;
        _count = count;
        _failure = null;
        Volatile.Write(ref _unfinished, count);
        Volatile.Write(ref _ticket, (long)round << 32);
        _round = round;

        // A worker counts itself as asleep before it looks at the round a last time; here the order is the other way round.
        Interlocked.MemoryBarrier();
        int sleeping = Volatile.Read(ref _sleeping);
        if (sleeping > 0)
        {
            _wake.Release(Math.Min(sleeping, count - 1));
        }

        Drain(round);
        var wait = default(SpinWait);
        while (Volatile.Read(ref _unfinished) > 0)
        {
            wait.SpinOnce(sleep1Threshold: -1);
        }

        _work = null;
        _failure?.Throw();
    }

    /// <summary>Ends the workers.</summary>
    public void Dispose()
    {
        _stop = true;
        _round++;
        if (_workers.Length > 0)
        {
            _wake.Release(_workers.Length);
        }

        foreach (Thread worker in _workers)
        {
            worker.Join();
        }

        _wake.Dispose();
    }

    private void RunAlone(int count, Action<int> work)
    {
        IPieceRunner? before = PanelTeam.Lend(this);
        try
        {
            for (int i = 0; i < count; i++)
            {
                work(i);
            }
        }
        finally
        {
            PanelTeam.Lend(before);
        }
    }

    private void WorkLoop()
    {
        int seen = 0;
        while (true)
        {
            for (int spin = 0; _round == seen && spin < SpinsBeforeSleep; spin++)
            {
                Thread.SpinWait(8);
            }

            if (_round == seen)
            {
                Interlocked.Increment(ref _sleeping);
                if (_round == seen)
                {
                    _wake.Wait();
                }

                Interlocked.Decrement(ref _sleeping);
            }

            if (_stop)
            {
                return;
            }

            seen = _round;
            Drain(seen);
        }
    }

    /// <summary>Runs pieces of one round until none is left.</summary>
    private void Drain(int round)
    {
        while (true)
        {
            long ticket = Volatile.Read(ref _ticket);
            int piece = (int)(ticket & uint.MaxValue);
            if ((int)(ticket >> 32) != round || piece >= _count)
            {
                return;
            }

            if (Interlocked.CompareExchange(ref _ticket, ticket + 1, ticket) != ticket)
            {
                continue;
            }

            try
            {
                _work!(piece);
            }
#pragma warning disable CA1031 // Whatever a piece throws is carried to the caller's thread and thrown there.
            catch (Exception exception)
            {
                lock (_failureLock)
                {
                    _failure ??= ExceptionDispatchInfo.Capture(exception);
                }
            }
#pragma warning restore CA1031
            Interlocked.Decrement(ref _unfinished);
        }
    }
}
