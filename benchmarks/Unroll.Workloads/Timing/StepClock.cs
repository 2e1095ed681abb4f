using System.Diagnostics;

namespace Unroll.Workloads.Timing;

/// <summary>
/// Times calls from the end of one to the end of the next, so that nothing between them is left out. Allocates nothing while it runs.
/// </summary>
internal sealed class StepClock
{
    private const int Capacity = 1 << 19;

    private readonly double[] _times = new double[Capacity];
    private Pace _pace;
    private long _start;
    private long _last;
    private int _count;
    private bool _isWarm;

    /// <summary>Starts a turn; the first call begins.</summary>
    public void Start(Pace pace)
    {
        _pace = pace;
        _count = 0;
        _isWarm = false;
        _start = _last = Stopwatch.GetTimestamp();
    }

    /// <summary>Says that a call has ended.</summary>
    /// <returns>Whether there is to be another one.</returns>
    public bool Tick()
    {
        long now = Stopwatch.GetTimestamp();
        if (!_isWarm)
        {
            if (Seconds(now - _start) >= _pace.WarmSeconds)
            {
                _isWarm = true;
                _start = now;
            }

            _last = now;
            return true;
        }

        _times[_count++] = 1000 * Seconds(now - _last);
        _last = now;
        return _count < Capacity && (_count < _pace.MinimumCalls || Seconds(now - _start) < _pace.Seconds);
    }

    /// <summary>What the turn gave.</summary>
    public StepTimes Stop() => StepTimes.Of(_times.AsSpan(0, _count));

    private static double Seconds(long ticks) => ticks / (double)Stopwatch.Frequency;
}
