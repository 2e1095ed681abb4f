namespace Unroll.Training;

/// <summary>
/// A trial whether prefetching pays. It counts batches in windows: where reading samples takes a worthwhile share of one, the next window
/// is run with prefetching, which stays if steps do not become slower by it. Whatever is chosen, results are the same.
/// </summary>
internal sealed class PrefetchTrial
{
    /// <summary>A share of the time that is worth a thread's work.</summary>
    private const double WorthwhileShare = 0.01;

    /// <summary>Noise is not to end a preparation that costs nothing.</summary>
    private const double Tolerance = 1.05;

    private const int WindowBatches = 12;

    /// <summary>The first batches compile code, and the first ones after a change find nothing prepared.</summary>
    private const int SkippedBatches = 4;

    private readonly long _windowTicks;
    private readonly long _worthwhileTicks;
    private readonly bool _isFixed;
    private int _batches = -SkippedBatches;
    private long _ticks;
    private long _waiting;
    private double _direct;
    private bool _isTrying;
    private bool _isSettled;
    private int _patience = 4;
    private int _rest;

    /// <summary>Starts to count.</summary>
    /// <param name="wish">What the user wants.</param>
    /// <param name="isSlow">Whether the source is slow.</param>
    /// <param name="ticksPerSecond">Ticks of the clock in a second.</param>
    public PrefetchTrial(Prefetch wish, bool isSlow, long ticksPerSecond)
    {
        _isFixed = wish != Prefetch.Auto || isSlow;
        IsAhead = wish == Prefetch.Always || (wish == Prefetch.Auto && isSlow);
        _windowTicks = ticksPerSecond / 50;

        // To wake a thread takes some microseconds: what is got in less had better be got at once.
        _worthwhileTicks = ticksPerSecond / 100_000;
    }

    /// <summary>Whether the next batches are to be prefetched.</summary>
    public bool IsAhead { get; private set; }

    /// <summary>Adds a batch.</summary>
    /// <param name="ticks">How long it took, its samples included.</param>
    /// <param name="waiting">How long of that the network waited for its samples.</param>
    public void Add(long ticks, long waiting)
    {
        if (_isFixed || _isSettled || ++_batches <= 0)
        {
            return;
        }

        _ticks += ticks;
        _waiting += waiting;
        if (_batches < WindowBatches || _ticks < _windowTicks)
        {
            return;
        }

        double mean = (double)_ticks / _batches, meanWaiting = (double)_waiting / _batches;
        (_batches, _ticks, _waiting) = (0, 0, 0);
        if (_isTrying)
        {
            End(mean);
        }
        else if (_rest > 0)
        {
            _rest--;
        }
        else if (meanWaiting > WorthwhileShare * mean && meanWaiting > _worthwhileTicks)
        {
            _direct = mean;
            _isTrying = IsAhead = true;
            _batches = -SkippedBatches;
        }
    }

    private void End(double mean)
    {
        _isTrying = false;
        _isSettled = mean <= Tolerance * _direct;
        if (!_isSettled)
        {
            // What the machine has to do besides may change: another trial later, ever more rarely.
            IsAhead = false;
            _batches = -SkippedBatches;
            _rest = _patience;
            _patience = Math.Min(4 * _patience, 1 << 20);
        }
    }
}
